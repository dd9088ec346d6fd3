using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Sim.Analyzers;

/// <summary>Waits that take real time: capture does not see them, and nothing else runs meanwhile.</summary>
internal sealed class UnseenWaitRule : MemberRule
{
    public static readonly DiagnosticDescriptor Report = new(
        "SIM3001",
        "A wait that the simulation does not see",
        "'{0}' waits in real time while nothing else of the simulation runs, and virtual time stands still: await Task.Delay or what is waited for",
        Waits,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "SIM3001.md");

    public override DiagnosticDescriptor Descriptor => Report;

    protected override ImmutableArray<Members> Watched { get; } =
    [
        new("System.Threading.Thread", "Sleep"),
        new("System.Threading.SpinWait", "SpinUntil"),
        new("System.Threading.WaitHandle", "SignalAndWait"),
        new("System.Console", "Read", "ReadLine", "ReadKey"),
    ];

    /// <summary>A sleep of nothing only offers the processor to others.</summary>
    protected override bool Applies(IOperation operation, ISymbol member, KnownTypes types) => member.Name != "Sleep" || !IsCallWithZero(operation);
}
