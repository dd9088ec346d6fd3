using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sim.Analyzers;

/// <summary>A rule about uses of named members of .NET's: calls, constructors, properties, fields, and methods that are handed on.</summary>
internal abstract class MemberRule : Rule
{
    private static readonly SymbolDisplayFormat Short = new(
        genericsOptions: SymbolDisplayGenericsOptions.None,
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType);

    public override ImmutableArray<OperationKind> Kinds { get; } =
        [OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.PropertyReference, OperationKind.FieldReference, OperationKind.MethodReference];

    /// <summary>Each entry a type's metadata name, and the names of its members, or none for all of them. A constructor is ".ctor".</summary>
    protected abstract ImmutableArray<Members> Watched { get; }

    public override Finding? Look(IOperation operation, KnownTypes types) =>
        MemberOf(operation) is { ContainingType: { } type } member && Watched.Any(entry => entry.Has(type, member, types)) && Applies(operation, member, types)
            ? new Finding(operation.Syntax.GetLocation(), NameOf(member))
            : null;

    /// <summary>Whether this use of a watched member is one to report.</summary>
    protected virtual bool Applies(IOperation operation, ISymbol member, KnownTypes types) => true;

    /// <summary>Whether the first argument of a call is the number 0.</summary>
    protected static bool IsCallWithZero(IOperation operation) =>
        operation is IInvocationOperation { Arguments.Length: > 0 } call && call.Arguments[0].Value.ConstantValue is { HasValue: true, Value: 0 };

    private static ISymbol? MemberOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IObjectCreationOperation creation => creation.Constructor,
        IMemberReferenceOperation { Parent: INameOfOperation } => null,
        IMemberReferenceOperation reference => reference.Member,
        _ => null,
    };

    private static string NameOf(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? $"new {member.ContainingType.Name}" : member.ToDisplayString(Short);
}
