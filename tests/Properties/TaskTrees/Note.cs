namespace Sim.Properties.TaskTrees;

/// <summary>What a program of tasks tells of itself.</summary>
internal enum Told
{
    Begins,
    Ends,
    EndsCanceled,
    EndsFaulted,

    /// <summary>An OperationCanceledException reached an await.</summary>
    Hit,

    /// <summary>Begins to wait for its children.</summary>
    Awaits,

    /// <summary>Goes on after waiting for its children; the value is how many of them are not done.</summary>
    GoesOn,

    /// <summary>Gathered a result; the value is it.</summary>
    Gathered,

    /// <summary>Its children faulted; the value is how many faults it was given, or which child's a gather was given.</summary>
    Faulted,

    /// <summary>Canceled a task, which is the value.</summary>
    Cancels,

    /// <summary>Tried to, but that was done.</summary>
    CancelsInVain,
    CatchBegins,
    CatchEnds,
    ScopeBegins,
    ScopeEnds,

    /// <summary>A timeout came out of the scope.</summary>
    TimedOut,
    Wants,
    Has,
    Frees,
    Put,
    Got,
    Done,
    Joins,
    Joined,
    Arrives,

    /// <summary>Is let through a barrier; the value is its index.</summary>
    Passes,

    /// <summary>Gave up waiting for a permit, an item, the others.</summary>
    GivesUp,
}

/// <summary>A line of the log.</summary>
/// <param name="Told">What happened.</param>
/// <param name="Task">In which task; -1 for outside.</param>
/// <param name="Node">At which node.</param>
/// <param name="Value">As <paramref name="Told"/> has it.</param>
/// <param name="Time">Ticks since the start.</param>
internal sealed record Note(Told Told, int Task, int Node, int Value, long Time)
{
    public override string ToString() => $"{Time / TimeSpan.TicksPerMillisecond} task {Task} node {Node}: {Told} {Value}";
}
