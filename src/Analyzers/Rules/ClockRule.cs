using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Sim.Analyzers;

/// <summary>Clocks of the machine: virtual inside steps where the platform lets them be.</summary>
internal sealed class ClockRule : MemberRule
{
    public static readonly DiagnosticDescriptor Report = new(
        "SIM4001",
        "The machine's clock is virtual on x64 Linux only",
        "'{0}' is virtual in a simulation on x64 Linux, and real time elsewhere: a TimeProvider is virtual everywhere",
        Portability,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "SIM4001.md");

    public override DiagnosticDescriptor Descriptor => Report;

    protected override ImmutableArray<Members> Watched { get; } =
    [
        new("System.DateTime", "Now", "UtcNow", "Today"),
        new("System.DateTimeOffset", "Now", "UtcNow"),
        new("System.Environment", "TickCount", "TickCount64"),
        new("System.Diagnostics.Stopwatch", ".ctor", "StartNew", "GetTimestamp", "GetElapsedTime"),
    ];
}
