using System.Globalization;

namespace Sim;

/// <summary>
/// The clocks of one host: a monotonic one, which only drifts, and a wall clock upon it, which may be off and may jump. Timers and
/// timeouts of the host follow the monotonic one.
/// </summary>
/// <remarks>
/// <para>
/// What a host's own code asks shows it: <see cref="SimulatedHost.Time"/>, and on x64 Linux <c>DateTime.UtcNow</c>, <c>Stopwatch</c> and
/// <c>Environment.TickCount64</c>. <see cref="Simulation.Time"/>, <see cref="EventLoop.Time"/> and all that the network does follow the world's own clock, which is always right.
/// </para>
/// <para>The clocks belong to the machine: they go on while the host is down, and restarts leave them as they are. Every change is a line of the trace.</para>
/// </remarks>
public sealed class HostClock
{
    private const long Billion = 1_000_000_000;
    private const double MostDrift = 0.5;
    private static readonly TimeSpan s_mostSkew = TimeSpan.FromDays(3_650);

    private readonly World _world;
    private readonly int _host;
    private TimeProvider? _provider;
    private long _since;
    private long _elapsedThen;
    private long _rate = Billion;
    private long _wallOffset;

    internal HostClock(World world, int host)
    {
        _world = world;
        _host = host;
    }

    /// <summary>How far the wall clock is ahead of the right time, at this moment.</summary>
    /// <value>Default 0; from -3,650 to 3,650 days. Setting it makes the wall clock jump. Drift makes it grow.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan Skew
    {
        get => TimeSpan.FromTicks(Wall - _world.Clock.Now);
        set => Set(Checked(value, nameof(value)), $"the clock of {Name} is set {Off(value)}");
    }

    /// <summary>How much too fast both clocks run: seconds gained a second.</summary>
    /// <value>
    /// Default 0; from -0.5 (half as fast) to 0.5, in steps of 10^-9. A machine without time service has about 0.00001 to 0.0001. A timer that was
    /// armed before keeps its deadline.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Drift
    {
        get => (_rate - Billion) / (double)Billion;
        set
        {
            if (value is not (>= -MostDrift and <= MostDrift))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, $"A clock drifts by -{MostDrift} to {MostDrift} seconds a second.");
            }

            (_since, _elapsedThen) = (_world.Clock.Now, Elapsed);
            _rate = Billion + (long)Math.Round(value * Billion);
            Tell($"the clock of {Name} runs {Fast()}");
        }
    }

    /// <summary>The clocks as a provider of time.</summary>
    internal TimeProvider Provider => _provider ??= new HostTimeProvider(this, _world.Spec.Options.StartTime);

    /// <summary>What the monotonic clock tells: ticks since the run began, but for its drift.</summary>
    internal long Elapsed => _elapsedThen + (long)((Int128)(_world.Clock.Now - _since) * _rate / Billion);

    /// <summary>What the wall clock tells: ticks since the start time of the run.</summary>
    internal long Wall => Elapsed + _wallOffset;

    private string Name => _world.HostName(_host);

    /// <summary>Moves the wall clock, as setting it by hand or by a time service does.</summary>
    /// <param name="by">By how much, forward or backward. The skew must stay from -3,650 to 3,650 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">The skew would be out of range.</exception>
    public void Jump(TimeSpan by) => Set(Checked(Skew + Checked(by, nameof(by)), nameof(by)), $"the clock of {Name} jumps by {Text(by)}");

    /// <summary>Ends skew and drift: from now on the wall clock is right, and both run as they should.</summary>
    public void Correct()
    {
        if (_rate == Billion && Skew == TimeSpan.Zero)
        {
            return;
        }

        (_since, _elapsedThen, _rate) = (_world.Clock.Now, Elapsed, Billion);
        _wallOffset = _world.Clock.Now - Elapsed;
        Tell($"the clock of {Name} is right again");
    }

    /// <summary>The first moment of the world's clock at which so much time has passed by this one.</summary>
    internal long After(long ticks)
    {
        Int128 elapsed = Elapsed + (Int128)ticks - _elapsedThen;
        return _since + (long)(((elapsed * Billion) + _rate - 1) / _rate);
    }

    private void Set(TimeSpan skew, string line)
    {
        _wallOffset = _world.Clock.Now + skew.Ticks - Elapsed;
        Tell(line);
    }

    private void Tell(string line)
    {
        _world.NoteClock(_host, this);
        _world.Log(line, LineKind.Fault);
    }

    private static TimeSpan Checked(TimeSpan skew, string parameter) => skew >= -s_mostSkew && skew <= s_mostSkew
        ? skew
        : throw new ArgumentOutOfRangeException(parameter, skew, $"A wall clock is at most {s_mostSkew.TotalDays:N0} days off.");

    private string Fast() => _rate == Billion ? "as it should"
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(_rate - Billion) * 1e-3:0.###} ppm {(_rate > Billion ? "fast" : "slow")}");

    private static string Off(TimeSpan skew) =>
        skew == TimeSpan.Zero ? "right" : $"{Text(skew.Duration())} {(skew > TimeSpan.Zero ? "ahead" : "back")}";

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#######} s");

    private sealed class HostTimeProvider(HostClock clock, DateTimeOffset start) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => start.AddTicks(clock.Wall);

        public override long GetTimestamp() => clock.Elapsed;
    }
}
