namespace Sim;

/// <summary>
/// Virtual time as a <see cref="TimeProvider"/>. Its timers are the runtime's own, which capture moves under virtual time,
/// so that they round and fold exactly as in production (to whole milliseconds).
/// </summary>
internal sealed class SimulatedTimeProvider(VirtualClock clock, DateTimeOffset start) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => start.AddTicks(clock.Now);

    public override long GetTimestamp() => clock.Now;
}
