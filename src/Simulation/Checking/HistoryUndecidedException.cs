namespace Sim.Checking;

/// <summary>Whether a history is as it should be was not decided within the limits.</summary>
public sealed class HistoryUndecidedException : Exception, IFailureIdentity
{
    internal HistoryUndecidedException(string expected, string report)
        : base(report) => Expected = expected;

    /// <summary>What was expected of the history.</summary>
    public string Expected { get; }

    /// <inheritdoc />
    string IFailureIdentity.Identity => Expected;
}
