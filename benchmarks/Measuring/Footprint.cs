namespace Sim.Benchmarks.Measuring;

/// <summary>What this process holds: bytes that survive a full collection, threads and open descriptors.</summary>
/// <remarks>Counts only: names of them, kept until the next is taken, would be what grew.</remarks>
internal readonly record struct Footprint(long LiveBytes, int Threads, int Descriptors)
{
    private const string ThreadFolder = "/proc/self/task";
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(1);

    /// <summary>Takes a moment, in which threads that were told to end, and idle workers of the pool, may do so.</summary>
    public static Footprint Take()
    {
        Thread.Sleep(s_settling);
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return new Footprint(
            GC.GetTotalMemory(forceFullCollection: false),
            Directory.GetDirectories(ThreadFolder).Length,
            Directory.GetFileSystemEntries("/proc/self/fd").Length);
    }

    /// <summary>The threads there are now, for a report of counts that differ.</summary>
    public static string DescribeThreads() => string.Join(", ", Directory.GetDirectories(ThreadFolder)
        .Select(static task => File.ReadAllText(Path.Combine(task, "comm")).Trim())
        .CountBy(static name => name)
        .Select(static pair => $"{pair.Value} {pair.Key}"));
}
