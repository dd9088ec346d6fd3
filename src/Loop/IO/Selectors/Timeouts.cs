namespace Sim;

/// <summary>How long selectors wait at most, and in the units of those that know milliseconds only.</summary>
internal static class Timeouts
{
    /// <summary>A day, in ticks of 100 ns; the loop asks again after it.</summary>
    public const long Longest = 24 * TimeSpan.TicksPerHour;

    /// <summary>Rounds up, so that a timer is never early and the loop does not spin through its last fraction.</summary>
    /// <param name="ticks">Ticks of 100 ns; negative: without end.</param>
    public static int ToMilliseconds(long ticks) =>
        ticks < 0 ? Timeout.Infinite : (int)((Math.Min(ticks, Longest) + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond);
}
