using System.Diagnostics;

namespace Sim;

/// <summary>The machine's monotonic clock, in ticks of 100 ns since the machine's own origin.</summary>
internal sealed class MonotonicClock : IClock
{
    public static MonotonicClock Instance { get; } = new();

    private static readonly double s_ticksPerCount = (double)TimeSpan.TicksPerSecond / Stopwatch.Frequency;

    private MonotonicClock()
    {
    }

    public long Now => (long)(Stopwatch.GetTimestamp() * s_ticksPerCount);
}
