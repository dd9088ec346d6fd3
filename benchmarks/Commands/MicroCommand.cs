using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Sim.Benchmarks.Micro;

namespace Sim.Benchmarks.Commands;

/// <summary>The parts that every step passes through, each alone, by BenchmarkDotNet.</summary>
internal static class MicroCommand
{
    private static readonly Type[] Suites = [typeof(LoopBenchmarks), typeof(TimerBenchmarks), typeof(ReadyQueueBenchmarks), typeof(ChoiceBenchmarks), typeof(TokenBenchmarks)];

    public static int Run(Arguments options)
    {
        string filter = options.Text("--filter") ?? "";
        Job job = options.Flag("--dry") ? Job.Dry : Job.ShortRun;
        options.Done();

        // In this process: one that BenchmarkDotNet builds would need another restore and would not see the internals.
        IConfig config = DefaultConfig.Instance
            .AddJob(job.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default);
        Type[] chosen = [.. Suites.Where(suite => suite.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))];
        Summary[] summaries = [.. chosen.Select(suite => BenchmarkRunner.Run(suite, config))];
        bool complete = summaries.Length > 0 && summaries.All(static summary => !summary.HasCriticalValidationErrors && summary.Reports.All(static report => report.ResultStatistics is not null));
        return complete ? 0 : throw new InvalidOperationException("A benchmark has no figure.");
    }
}
