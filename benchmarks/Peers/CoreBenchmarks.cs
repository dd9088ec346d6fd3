using System.Globalization;
using System.Text.Json;

namespace Sim.Peers;

/// <summary>The rows of the comparison with other loops, under the names and with the counts that their programs have.</summary>
internal static class CoreBenchmarks
{
    private const int LeastOperations = 20;
    private const int WarmUpShare = 5;

    private static readonly (string Name, int Operations, Func<EventLoop, int, Reading> Run)[] s_all =
    [
        ("call_soon_burst", 200_000, LoopPrograms.Burst),
        ("call_soon_chain", 50_000, LoopPrograms.Chain),
        ("task_seq", 50_000, TaskPrograms.Sequence),
        ("task_batch", 20_000, TaskPrograms.Batch),
        ("timers_sched_cpu", 100_000, LoopPrograms.TimersScheduled),
        ("timers_fire_cpu", 100_000, LoopPrograms.TimersFired),
        ("timers_cancel_cpu", 100_000, LoopPrograms.TimersCanceled),
        ("pingpong", 30_000, SyncPrograms.PingPong),
        ("gather_10k", 10_000, SyncPrograms.Gather),
        ("gather_tasks_10k", 10_000, SyncPrograms.GatherTasks),
        ("semaphore", 20_000, SyncPrograms.Semaphore),
        ("threadsafe", 30_000, LoopPrograms.ThreadSafe),
        ("executor", 3_000, SyncPrograms.Executor),
    ];

    public static IEnumerable<string> Names => s_all.Select(static row => row.Name);

    /// <summary>Measures rows; each in a warm-up and <paramref name="repetitions"/> runs on a fresh loop, of which the median counts.</summary>
    public static IReadOnlyList<(string Name, Reading Cost)> Measure(IReadOnlyCollection<string> names, int repetitions, double scale) =>
        [.. s_all.Where(row => names.Contains(row.Name)).Select(row => (row.Name, Measure(row.Run, Math.Max(LeastOperations, (int)(row.Operations * scale)), repetitions)))];

    /// <summary>One line of JSON, as the runner of the comparison reads it; bytes per operation beside it.</summary>
    public static string ToJson(IReadOnlyList<(string Name, Reading Cost)> rows) => JsonSerializer.Serialize(new
    {
        impl = string.Create(CultureInfo.InvariantCulture, $"sim / .NET {Environment.Version}"),
        ns = rows.ToDictionary(static row => row.Name, static row => new[] { row.Cost.Cpu, row.Cost.Wall }),
        bytes = rows.ToDictionary(static row => row.Name, static row => Math.Round(row.Cost.Bytes, 1)),
    });

    private static Reading Measure(Func<EventLoop, int, Reading> run, int operations, int repetitions)
    {
        RunOnce(run, Math.Max(LeastOperations, operations / WarmUpShare));
        return Reading.Median([.. Enumerable.Range(0, repetitions).Select(_ => RunOnce(run, operations))]);
    }

    private static Reading RunOnce(Func<EventLoop, int, Reading> run, int operations)
    {
        using var loop = new EventLoop();
        GC.Collect();
        return run(loop, operations);
    }
}
