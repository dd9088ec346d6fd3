namespace Sim;

/// <summary>Shrinks durations, in whole milliseconds.</summary>
internal static class Shorter
{
    /// <summary>Durations that are shorter, the shortest first.</summary>
    public static IEnumerable<TimeSpan> Than(TimeSpan time, TimeSpan least)
    {
        long from = (long)least.TotalMilliseconds;
        long milliseconds = (long)time.TotalMilliseconds;
        for (long step = milliseconds - from; step > 0; step /= 2)
        {
            yield return TimeSpan.FromMilliseconds(milliseconds - step);
        }
    }
}
