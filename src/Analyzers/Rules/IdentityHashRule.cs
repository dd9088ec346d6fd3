using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sim.Analyzers;

/// <summary>
/// Hash codes of objects as such, which no seed decides, and the one collection of .NET's whose order comes from them. (Dictionary and
/// HashSet keep the order of insertion, and reuse gaps last in, first out; hashes of strings are fixed where the process is prepared.)
/// </summary>
internal sealed class IdentityHashRule : MemberRule
{
    private const string Concurrent = "System.Collections.Concurrent.ConcurrentDictionary`2";

    public static readonly DiagnosticDescriptor Report = new(
        "SIM2005",
        "Identity hash codes differ from run to run",
        "'{0}' comes from the hash codes of objects, which differ in every run: give what is hashed a number or a name of its own",
        Determinism,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "SIM2005.md");

    public override DiagnosticDescriptor Descriptor => Report;

    public override ImmutableArray<OperationKind> Kinds => base.Kinds.Add(OperationKind.Loop);

    protected override ImmutableArray<Members> Watched { get; } =
    [
        new("System.Runtime.CompilerServices.RuntimeHelpers", "GetHashCode"),
        new(Concurrent, "Keys", "Values", "ToArray", "GetEnumerator"),
    ];

    public override Finding? Look(IOperation operation, KnownTypes types) =>
        operation is IForEachLoopOperation loop
            ? Unwrapped(loop.Collection) is { Type: INamedTypeSymbol type } collection && IsConcurrent(type, types) && HasNoHashOfItsOwn(type.TypeArguments[0])
                ? new Finding(collection.Syntax.GetLocation(), $"The order of {type.Name}")
                : null
            : base.Look(operation, types);

    protected override bool Applies(IOperation operation, ISymbol member, KnownTypes types) =>
        !IsConcurrent(member.ContainingType, types) || HasNoHashOfItsOwn(member.ContainingType.TypeArguments[0]);

    private static IOperation Unwrapped(IOperation operation) => operation is IConversionOperation conversion ? conversion.Operand : operation;

    private static bool IsConcurrent(INamedTypeSymbol type, KnownTypes types) => SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, types.Find(Concurrent));

    /// <summary>A class that overrides GetHashCode nowhere below object. Records override it; of an interface nothing is known.</summary>
    private static bool HasNoHashOfItsOwn(ITypeSymbol key)
    {
        if (key.TypeKind != TypeKind.Class)
        {
            return false;
        }

        for (ITypeSymbol? type = key; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            if (type.GetMembers(nameof(GetHashCode)).Any(member => member is IMethodSymbol { Parameters.IsEmpty: true, IsOverride: true }))
            {
                return false;
            }
        }

        return true;
    }
}
