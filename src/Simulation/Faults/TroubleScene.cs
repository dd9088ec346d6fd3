namespace Sim;

/// <summary>Whom the faults of a trouble may hit, and the draws that decide it.</summary>
internal sealed class TroubleScene(World world, TroubleOptions options, long end)
{
    private const int Levels = 8;

    private readonly SimulatedHost[] _hosts = [.. options.Hosts ?? world.Hosts];

    /// <summary>Hosts that are out of order by a fault that is not over, a host for each such fault.</summary>
    private readonly List<SimulatedHost> _out = [];

    public World World => world;

    public TroubleOptions Options => options;

    /// <summary>The hosts that may be hit.</summary>
    public IReadOnlyList<SimulatedHost> Hosts => _hosts;

    /// <summary>How long the fault lasts that strikes now; not beyond the end of the trouble.</summary>
    public TimeSpan Length { get; private set; }

    private int MostOut => options.MostDown ?? Math.Max(_hosts.Length == 0 ? 0 : 1, (_hosts.Length - 1) / 2);

    /// <summary>Draws a number below a bound.</summary>
    public int Draw(int bound) => world.Draw(ChoiceDomain.Fault, bound);

    /// <summary>Draws how long the next fault lasts.</summary>
    public void DrawLength()
    {
        double times = options.Longest / options.Shortest;
        double length = options.Shortest.TotalMilliseconds * Math.Pow(times, Draw(Levels) / (Levels - 1.0));
        Length = TimeSpan.FromTicks(Math.Min(end - world.Clock.Now, (long)Math.Ceiling(length) * TimeSpan.TicksPerMillisecond));
    }

    /// <summary>Draws a share of an amount: one to eight eighths of it.</summary>
    public double DrawShare(double most) => most * (Draw(Levels) + 1) / Levels;

    /// <summary>Draws a share of an amount, one way or the other.</summary>
    public double DrawSigned(double most)
    {
        double share = DrawShare(most);
        return Draw(2) == 0 ? share : -share;
    }

    /// <summary>Writes a line into the trace.</summary>
    public void Tell(string text) => world.Log(text, LineKind.Fault);

    /// <summary>Draws a host that fits; null if none does.</summary>
    public SimulatedHost? DrawHost(Func<SimulatedHost, bool> fits) => DrawOf([.. _hosts.Where(fits)]);

    /// <summary>Draws a host that is up and may go out of order; null if none is, or too many are out of order already.</summary>
    public SimulatedHost? DrawVictim() => _out.Distinct().Count() >= MostOut ? null : DrawOf([.. _hosts.Where(host => host.IsRunning && !_out.Contains(host))]);

    /// <summary>A host is out of order until the returned action is called, which does so much more.</summary>
    public Action Out(SimulatedHost host, Action end)
    {
        _out.Add(host);
        return () =>
        {
            _out.Remove(host);
            end();
        };
    }

    private SimulatedHost? DrawOf(SimulatedHost[] hosts) => hosts.Length == 0 ? null : hosts[Draw(hosts.Length)];
}
