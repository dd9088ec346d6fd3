namespace Sim;

/// <summary>A callback that may run now.</summary>
internal struct ReadyEntry
{
    /// <summary>An Action, Action&lt;object?&gt; or SendOrPostCallback.</summary>
    public Delegate Callback;

    public object? State;

    /// <summary>What flows into the callback; null for nothing, and for callbacks that bring their own.</summary>
    public ExecutionContext? Context;

    public long Tag;

    /// <summary>The age: grows with every entry, so that the queue is sorted by it.</summary>
    public long Sequence;

    /// <summary>The sequence number of the handle that the caller holds; for a timer it is older than the entry.</summary>
    public long Origin;
}
