namespace Sim.Checking;

/// <summary>A history is not as it should be.</summary>
public sealed class HistoryViolationException : Exception, IFailureIdentity
{
    internal HistoryViolationException(string expected, string report)
        : base(report) => Expected = expected;

    /// <summary>What was expected of the history.</summary>
    public string Expected { get; }

    /// <summary>Which operations a schedule has in its way is not what makes two violations two.</summary>
    string IFailureIdentity.Identity => Expected;
}
