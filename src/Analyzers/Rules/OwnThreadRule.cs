using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Sim.Analyzers;

/// <summary>Threads that are not the pool's: they run beside the simulation.</summary>
internal sealed class OwnThreadRule : MemberRule
{
    public static readonly DiagnosticDescriptor Report = new(
        "SIM1003",
        "A thread of its own leaves the simulation",
        "'{0}' runs code on a thread that the simulation does not control: Task.Run stays inside",
        Escapes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "SIM1003.md");

    public override DiagnosticDescriptor Descriptor => Report;

    protected override ImmutableArray<Members> Watched { get; } =
    [
        new("System.Threading.Thread", ".ctor"),
        new("System.Threading.Tasks.TaskCreationOptions", "LongRunning"),
        new("System.Threading.Tasks.TaskContinuationOptions", "LongRunning"),
        new("System.Threading.ThreadPool", "RegisterWaitForSingleObject", "UnsafeRegisterWaitForSingleObject"),
    ];
}
