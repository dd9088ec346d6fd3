using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sim.Analyzers;

/// <summary>What belongs to a thread: which thread runs a step is not part of the schedule.</summary>
internal sealed class ThreadBoundStateRule : MemberRule
{
    public static readonly DiagnosticDescriptor Report = new(
        "SIM2003",
        "State of a thread is not the schedule's",
        "'{0}' depends on the thread, and which thread runs a step is not part of the schedule: keep the state in an object or an AsyncLocal",
        Determinism,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "SIM2003.md");

    public override DiagnosticDescriptor Descriptor => Report;

    protected override ImmutableArray<Members> Watched { get; } =
    [
        new("System.Threading.ThreadLocal`1", "Value", "Values"),
        new("System.Environment", "CurrentManagedThreadId"),
        new("System.Threading.Thread", "ManagedThreadId", "GetCurrentProcessorId"),
    ];

    public static bool IsThreadStatic(IFieldSymbol field) => field.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ThreadStaticAttribute");

    public override Finding? Look(IOperation operation, KnownTypes types) =>
        operation is IFieldReferenceOperation { Field: { IsStatic: true } field } && IsThreadStatic(field)
            ? new Finding(operation.Syntax.GetLocation(), $"{field.ContainingType.Name}.{field.Name}")
            : base.Look(operation, types);
}
