using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Sim.Analyzers;

/// <summary>Processes that are started, and the end of this one.</summary>
internal sealed class ProcessRule : MemberRule
{
    public static readonly DiagnosticDescriptor Report = new(
        "SIM1004",
        "Starting or ending a process leaves the simulation",
        "'{0}' is about a process of the operating system: fake what starts one, and end a program by returning from Main or by IHostApplicationLifetime",
        Escapes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "SIM1004.md");

    public override DiagnosticDescriptor Descriptor => Report;

    protected override ImmutableArray<Members> Watched { get; } =
    [
        new("System.Diagnostics.Process", "Start", "Kill", "WaitForExit", "WaitForExitAsync"),
        new("System.Environment", "Exit", "FailFast"),
    ];
}
