using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Sim.Analyzers;

/// <summary>What tells one process, or one machine, from another, or one moment of it from the next.</summary>
internal sealed class ProcessFactRule : MemberRule
{
    public static readonly DiagnosticDescriptor Report = new(
        "SIM2004",
        "Facts about the process differ from run to run",
        "'{0}' tells about the real process or machine, so that a replay elsewhere sees something else: hand it in as a setting",
        Determinism,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "SIM2004.md");

    public override DiagnosticDescriptor Descriptor => Report;

    protected override ImmutableArray<Members> Watched { get; } =
    [
        new("System.Environment", "ProcessId", "MachineName", "WorkingSet", "CpuUsage"),
        new("System.Diagnostics.Process", "GetCurrentProcess", "GetProcesses", "GetProcessById", "GetProcessesByName"),
        new("System.Net.Dns", "GetHostName"),
        new("System.GC", "GetTotalMemory", "GetTotalAllocatedBytes", "GetAllocatedBytesForCurrentThread", "GetGCMemoryInfo", "CollectionCount", "GetTotalPauseDuration"),
        new("System.Threading.ThreadPool", "ThreadCount", "PendingWorkItemCount", "CompletedWorkItemCount", "GetAvailableThreads"),
    ];
}
