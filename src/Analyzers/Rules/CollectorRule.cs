using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sim.Analyzers;

/// <summary>What the garbage collector decides: when finalizers run, and what weak references still see.</summary>
internal sealed class CollectorRule : MemberRule
{
    public static readonly DiagnosticDescriptor Report = new(
        "SIM2006",
        "What the garbage collector decides is not the schedule's",
        "'{0}' depends on when the garbage collector runs, which no schedule decides: dispose of what has to end, and hold what has to stay",
        Determinism,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "SIM2006.md");

    public override DiagnosticDescriptor Descriptor => Report;

    public override ImmutableArray<OperationKind> Kinds => base.Kinds.Add(OperationKind.MethodBody);

    protected override ImmutableArray<Members> Watched { get; } =
    [
        new("System.WeakReference", "IsAlive", "Target"),
        new("System.WeakReference`1", "TryGetTarget"),
        new("System.GC", "WaitForPendingFinalizers", "RegisterForFullGCNotification", "WaitForFullGCComplete"),
    ];

    public override Finding? Look(IOperation operation, KnownTypes types) =>
        operation is IMethodBodyOperation body
            ? body.SemanticModel?.GetDeclaredSymbol(body.Syntax) is IMethodSymbol { MethodKind: MethodKind.Destructor } finalizer
                ? new Finding(finalizer.Locations[0], $"~{finalizer.ContainingType.Name}")
                : null
            : base.Look(operation, types);
}
