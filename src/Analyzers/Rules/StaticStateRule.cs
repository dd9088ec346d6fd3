using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sim.Analyzers;

/// <summary>
/// Static fields and properties that change, and static collections that grow or shrink: what a run leaves in them the next one finds.
/// What a type's static constructor and initializers set is made once, and is no change. What a static holds in objects of its own is not seen.
/// </summary>
internal sealed class StaticStateRule : Rule
{
    private const string Collections = "System.Collections";

    /// <summary>Methods by which the collections of .NET change.</summary>
    private static readonly ImmutableHashSet<string> Changes = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "Add", "AddRange", "AddOrUpdate", "AddFirst", "AddLast", "Append", "Clear", "Dequeue", "Enqueue", "ExceptWith", "GetOrAdd", "Insert", "IntersectWith", "Pop", "Push", "Remove",
        "RemoveAll", "RemoveAt", "RemoveFirst", "RemoveLast", "RemoveWhere", "Reverse", "Sort", "SymmetricExceptWith", "TryAdd", "TryDequeue", "TryPop", "TryRemove", "TryTake", "TryUpdate", "UnionWith");

    public static readonly DiagnosticDescriptor Report = new(
        "SIM2002",
        "Static state outlives a run",
        "'{0}' is static and changes, so that what one run leaves in it the next one finds: keep it in an object that the run makes",
        Determinism,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "SIM2002.md");

    public override DiagnosticDescriptor Descriptor => Report;

    public override ImmutableArray<OperationKind> Kinds { get; } =
    [
        OperationKind.SimpleAssignment, OperationKind.CompoundAssignment, OperationKind.CoalesceAssignment, OperationKind.Increment, OperationKind.Decrement,
        OperationKind.Argument, OperationKind.Invocation,
    ];

    public override Finding? Look(IOperation operation, KnownTypes types) =>
        Changed(operation) is { } place && !IsInitialization(operation) && StaticIn(place, types) is { } member
            ? new Finding(operation.Syntax.GetLocation(), $"{member.ContainingType.Name}.{member.Name}")
            : null;

    private static IOperation? Changed(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => Indexed(assignment.Target),
        IIncrementOrDecrementOperation step => Indexed(step.Target),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } handed => handed.Value,
        IInvocationOperation { Instance: { } instance } call when Changes.Contains(call.TargetMethod.Name) && IsCollection(instance.Type) => instance,
        _ => null,
    };

    /// <summary>What is set at an index changes the array or the collection that has the index.</summary>
    private static IOperation? Indexed(IOperation target) => target switch
    {
        IArrayElementReferenceOperation element => element.ArrayReference,
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } when IsCollection(instance.Type) => instance,
        _ => target,
    };

    private static ISymbol? StaticIn(IOperation place, KnownTypes types) => place switch
    {
        IFieldReferenceOperation { Field.IsStatic: true } reference when IsOurs(reference.Field, types) && !ThreadBoundStateRule.IsThreadStatic(reference.Field) => reference.Field,
        IPropertyReferenceOperation { Property: { IsStatic: true } property } when IsOurs(property, types) => property,
        _ => null,
    };

    private static bool IsOurs(ISymbol member, KnownTypes types) => SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, types.Compilation.Assembly);

    private static bool IsCollection(ITypeSymbol? type) =>
        type?.ContainingNamespace?.ToDisplayString() is { } name && name.StartsWith(Collections, StringComparison.Ordinal) && name != Collections + ".Immutable" && name != Collections + ".Frozen";

    private static bool IsInitialization(IOperation operation)
    {
        IOperation outer = operation;
        while (outer.Parent is { } parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return false;
            }

            outer = parent;
        }

        return outer is IFieldInitializerOperation or IPropertyInitializerOperation || IsStaticConstructor(outer);
    }

    private static bool IsStaticConstructor(IOperation body) =>
        body is IConstructorBodyOperation && body.SemanticModel?.GetDeclaredSymbol(body.Syntax) is IMethodSymbol { MethodKind: MethodKind.StaticConstructor };
}
