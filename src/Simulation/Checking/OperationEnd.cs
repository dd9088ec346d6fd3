namespace Sim.Checking;

/// <summary>How an operation ended, as far as its client knows.</summary>
public enum OperationEnd
{
    /// <summary>Not yet; where the history is judged now, the same as <see cref="Unknown"/>.</summary>
    Pending,

    /// <summary>With an answer.</summary>
    Returned,

    /// <summary>Without an answer (a timeout, a lost connection): it may take effect at any time after its call, or never.</summary>
    Unknown,

    /// <summary>With the certainty that it never took effect and never will.</summary>
    Failed,
}
