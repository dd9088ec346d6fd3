using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sim.Analyzers;

/// <summary>SIM3002: what was waited for is awaited.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AwaitFix : ReplacingFix
{
    /// <summary>For the editor.</summary>
    public AwaitFix()
        : base("SIM3002", "Await")
    {
    }

    private protected override Change? Replace(ExpressionSyntax found, SemanticModel model) =>
        AsyncCode.Holds(found) && Awaited(found, model) is { } awaited ? new Change(found, AsyncCode.AwaitInPlaceOf(found, awaited)) : null;

    private static ExpressionSyntax? Awaited(ExpressionSyntax found, SemanticModel model) => (found, model.GetSymbolInfo(found).Symbol) switch
    {
        (MemberAccessExpressionSyntax result, IPropertySymbol { Name: "Result" }) => result.Expression,
        (InvocationExpressionSyntax call, IMethodSymbol { Name: "GetResult" }) => TaskOf(call),
        (InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax wait }, IMethodSymbol { Name: "Wait", ContainingType.Name: "Task" }) => wait.Expression,
        (InvocationExpressionSyntax call, IMethodSymbol { Name: "Wait", ContainingType.Name: "SemaphoreSlim" }) => Renamed(call, "WaitAsync"),
        (InvocationExpressionSyntax call, IMethodSymbol { Name: "WaitAll", Parameters.Length: 1 }) => Renamed(call, "WhenAll"),
        _ => null,
    };

    /// <summary>task.GetAwaiter().GetResult()</summary>
    private static ExpressionSyntax? TaskOf(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "GetAwaiter" } awaiter } }
            ? awaiter.Expression
            : null;

    private static ExpressionSyntax? Renamed(InvocationExpressionSyntax call, string name) =>
        call.Expression is MemberAccessExpressionSyntax access ? call.WithExpression(access.WithName(SyntaxFactory.IdentifierName(name))) : null;
}
