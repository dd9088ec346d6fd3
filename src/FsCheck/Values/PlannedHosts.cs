using System.Globalization;

namespace Sim;

/// <summary>Hosts as a value: how many, and how far the clock of each is off. Shrinks toward one host whose clock is right.</summary>
/// <param name="Skews">How far each host's wall clock is off; at least one host.</param>
public sealed record PlannedHosts(IReadOnlyList<TimeSpan> Skews)
{
    /// <summary>How many hosts there are.</summary>
    public int Count => Skews.Count;

    /// <summary>Adds the hosts to a world: <c>host1</c>, <c>host2</c> and so on.</summary>
    /// <param name="simulation">The world.</param>
    /// <param name="main">The program of each; the number of a host begins at 0.</param>
    /// <param name="name">What their names begin with.</param>
    /// <exception cref="ArgumentException">A name is taken or is no name for a host.</exception>
    public IReadOnlyList<SimulatedHost> AddTo(Simulation simulation, Func<SimulatedHost, int, Task> main, string name = "host")
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(main);
        return [.. Skews.Index().Select(one => Add(simulation, $"{name}{one.Index + 1}", host => main(host, one.Index), one.Item))];
    }

    /// <inheritdoc />
    public bool Equals(PlannedHosts? other) => other is not null && Skews.SequenceEqual(other.Skews);

    /// <inheritdoc />
    public override int GetHashCode() => Skews.Aggregate(17, static (hash, skew) => (hash * 31) + skew.GetHashCode());

    /// <inheritdoc />
    public override string ToString() => $"{Count} {(Count == 1 ? "host" : "hosts")}{string.Concat(Skews.Index().Where(static one => one.Item != TimeSpan.Zero).Select(static one => Text(one.Index, one.Item)))}";

    internal IEnumerable<PlannedHosts> Smaller()
    {
        for (int host = 0; host < Count && Count > 1; host++)
        {
            yield return new PlannedHosts([.. Skews.Where((_, i) => i != host)]);
        }

        for (int host = 0; host < Count; host++)
        {
            if (Skews[host] != TimeSpan.Zero)
            {
                yield return With(host, TimeSpan.Zero);
                yield return With(host, TimeSpan.FromMilliseconds((long)Skews[host].TotalMilliseconds / 2));
            }
        }
    }

    private static SimulatedHost Add(Simulation simulation, string name, Func<SimulatedHost, Task> main, TimeSpan skew)
    {
        SimulatedHost host = simulation.AddHost(name, main);
        if (skew != TimeSpan.Zero)
        {
            host.Clock.Skew = skew;
        }

        return host;
    }

    private static string Text(int host, TimeSpan skew) => string.Create(CultureInfo.InvariantCulture, $", host {host + 1} off by {skew.TotalMilliseconds} ms");

    private PlannedHosts With(int host, TimeSpan skew) => new([.. Skews.Select((before, i) => i == host ? skew : before)]);
}
