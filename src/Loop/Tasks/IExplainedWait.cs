namespace Sim;

/// <summary>
/// A future that can say more than that somebody waits for it, for call graphs and reports of deadlocks: a waiter of a lock names
/// the task that holds it, a combinator the futures that it waits for itself.
/// </summary>
internal interface IExplainedWait
{
    /// <summary>What is waited for, in words that go on "waits for": a lock, gather of 3.</summary>
    string What { get; }

    /// <summary>The task that has what is waited for now; null where nobody has, or that is not known.</summary>
    LoopTask? Holder => null;

    /// <summary>What has to be done before it is done itself, in order.</summary>
    IEnumerable<LoopFuture> Parts => [];
}
