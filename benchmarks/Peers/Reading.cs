using System.Diagnostics;

namespace Sim.Peers;

/// <summary>What the process has used up to a moment.</summary>
/// <param name="Cpu">Nanoseconds of processor time, of all threads.</param>
/// <param name="Wall">Nanoseconds of real time.</param>
/// <param name="Bytes">Bytes allocated, by all threads.</param>
internal readonly record struct Reading(double Cpu, double Wall, double Bytes)
{
    private const double NanosecondsPerTick = 100;

    public static Reading Now => new(
        Environment.CpuUsage.TotalTime.Ticks * NanosecondsPerTick,
        Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency),
        GC.GetTotalAllocatedBytes(precise: true));

    public static Reading operator -(Reading left, Reading right) => new(left.Cpu - right.Cpu, left.Wall - right.Wall, left.Bytes - right.Bytes);

    public static Reading operator /(Reading reading, double operations) =>
        new(reading.Cpu / operations, reading.Wall / operations, reading.Bytes / operations);

    /// <summary>The medians of each.</summary>
    public static Reading Median(IReadOnlyCollection<Reading> readings) =>
        new(Median(readings.Select(static reading => reading.Cpu)), Median(readings.Select(static reading => reading.Wall)), Median(readings.Select(static reading => reading.Bytes)));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
