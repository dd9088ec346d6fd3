namespace Sim.Properties.TaskTrees;

/// <summary>How far a task of a program is, as far as the oracle knows.</summary>
internal sealed class JobState
{
    /// <summary>The task that made it; -1 for none.</summary>
    public int Parent { get; init; } = -1;

    /// <summary>The node that made it; -1 for none.</summary>
    public int Above { get; init; } = -1;

    public bool HasBegun { get; set; }

    public bool IsOver { get; set; }

    /// <summary>How many nodes that swallow a cancellation it is in.</summary>
    public int Catches { get; set; }

    /// <summary>The node for whose children it waits; -1 for none.</summary>
    public int Waits { get; set; } = -1;

    public long WaitsSince { get; set; }

    /// <summary>Whether a request to cancel it may be on its way.</summary>
    public bool IsRequested { get; set; }

    /// <summary>Whether one surely is.</summary>
    public bool IsRequestCertain { get; set; }

    /// <summary>How many requests it surely had.</summary>
    public int Requests { get; set; }

    /// <summary>The timeouts that it is in, with the requests that it had before.</summary>
    public List<(int Node, long Deadline, int Requests)> Scopes { get; } = [];

    /// <param name="end">What became of it.</param>
    public bool MayHaveFailed(int end) => end < 0 && (IsOver || !HasBegun);
}
