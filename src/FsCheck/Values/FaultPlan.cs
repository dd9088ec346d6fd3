namespace Sim;

/// <summary>Faults as a value: what strikes which host when, and for how long. Shrinks toward none, and each toward an early, short one.</summary>
/// <param name="Faults">The faults, in any order.</param>
public sealed record FaultPlan(IReadOnlyList<PlannedFault> Faults)
{
    /// <summary>Lets the faults strike, each at its time. What a fault strikes that is down already is left alone.</summary>
    /// <param name="simulation">The world.</param>
    /// <param name="hosts">Whom they may strike; at least one.</param>
    /// <returns>Completes when all are over.</returns>
    /// <exception cref="ArgumentException">There is no host.</exception>
    public Task StrikeAsync(Simulation simulation, IReadOnlyList<SimulatedHost> hosts)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(hosts);
        return hosts.Count > 0
            ? Task.WhenAll(Faults.Select(fault => StrikeAsync(simulation, fault, hosts[fault.Host % hosts.Count])))
            : throw new ArgumentException("Faults strike hosts: there is none.", nameof(hosts));
    }

    /// <inheritdoc />
    public bool Equals(FaultPlan? other) => other is not null && Faults.SequenceEqual(other.Faults);

    /// <inheritdoc />
    public override int GetHashCode() => Faults.Aggregate(17, static (hash, fault) => (hash * 31) + fault.GetHashCode());

    /// <inheritdoc />
    public override string ToString() => Faults.Count == 0 ? "no fault" : string.Join("; ", Faults);

    internal IEnumerable<FaultPlan> Smaller()
    {
        for (int group = Faults.Count; group >= 1; group = group == 1 ? 0 : (group + 1) / 2)
        {
            for (int first = 0; first < Faults.Count; first += group)
            {
                yield return new FaultPlan([.. Faults.Take(first), .. Faults.Skip(first + group)]);
            }
        }

        for (int i = 0; i < Faults.Count; i++)
        {
            foreach (PlannedFault less in Faults[i].Smaller())
            {
                yield return new FaultPlan([.. Faults.Take(i), less, .. Faults.Skip(i + 1)]);
            }
        }
    }

    private static async Task StrikeAsync(Simulation simulation, PlannedFault fault, SimulatedHost host)
    {
        await Task.Delay(fault.At, simulation.Time).ConfigureAwait(true);
        await fault.StrikeAsync(simulation, host).ConfigureAwait(true);
    }
}
