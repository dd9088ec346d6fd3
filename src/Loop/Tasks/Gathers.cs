namespace Sim;

/// <summary>Gathers futures without results.</summary>
internal sealed class GatheredNothing(LoopFuture[] children) : GatherFuture<bool>(children, returnsFaults: false)
{
    protected override bool Collect() => true;
}

/// <summary>Gathers results.</summary>
internal sealed class GatheredResults<T>(ILoopFuture<T>[] children) : GatherFuture<T[]>(Futures.Untyped(children), returnsFaults: false)
{
    protected override T[] Collect()
    {
        var results = new T[children.Length];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = children[i].Result;
        }

        return results;
    }
}

/// <summary>Gathers the faults of futures without results.</summary>
internal sealed class GatheredFaults(LoopFuture[] children) : GatherFuture<Exception?[]>(children, returnsFaults: true)
{
    private readonly LoopFuture[] _all = children;

    protected override Exception?[] Collect() => Array.ConvertAll(_all, Look);

    /// <summary>The fault, which has been seen now.</summary>
    internal static Exception? Look(LoopFuture child)
    {
        child.MarkFaultSeen();
        return child.Failure;
    }
}

/// <summary>Gathers results and faults.</summary>
internal sealed class GatheredOutcomes<T>(ILoopFuture<T>[] children) : GatherFuture<LoopOutcome<T>[]>(Futures.Untyped(children), returnsFaults: true)
{
    protected override LoopOutcome<T>[] Collect() => Array.ConvertAll(children, Outcome);

    private static LoopOutcome<T> Outcome(ILoopFuture<T> child) => GatheredFaults.Look(child.Untyped) is { } fault
        ? new LoopOutcome<T>(default, fault)
        : new LoopOutcome<T>(child.Result, null);
}
