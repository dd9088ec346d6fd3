namespace Sim.Benchmarks.Measuring;

/// <summary>What this process holds: bytes that survive a full collection, threads and open descriptors.</summary>
internal sealed record Footprint(long LiveBytes, string[] Threads, string[] Descriptors)
{
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(1);

    /// <summary>Takes a moment, in which threads that were told to end may do so.</summary>
    public static Footprint Take()
    {
        Thread.Sleep(s_settling);
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return new Footprint(GC.GetTotalMemory(forceFullCollection: false), ThreadNames(), DescriptorTargets());
    }

    private static string[] ThreadNames() =>
        [.. Directory.GetDirectories("/proc/self/task").Select(static task => File.ReadAllText(Path.Combine(task, "comm")).Trim()).Order(StringComparer.Ordinal)];

    /// <summary>The descriptor by which the folder itself is read is gone when its target is asked for, and has none.</summary>
    private static string[] DescriptorTargets() =>
        [.. Directory.GetFileSystemEntries("/proc/self/fd").Select(static link => new FileInfo(link).LinkTarget ?? "").Where(static target => target.Length > 0).Order(StringComparer.Ordinal)];
}
