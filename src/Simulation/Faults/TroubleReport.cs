namespace Sim;

/// <summary>What befell a run during <see cref="Simulation.Trouble"/>.</summary>
public sealed class TroubleReport
{
    private readonly List<FaultKinds> _struck;

    internal TroubleReport(List<FaultKinds> struck) => _struck = struck;

    /// <summary>How many faults struck.</summary>
    public int Count => _struck.Count;

    /// <summary>How many faults of these kinds struck.</summary>
    public int CountOf(FaultKinds kinds) => _struck.Count(kind => (kind & kinds) != 0);
}
