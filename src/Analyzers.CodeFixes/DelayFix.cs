using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sim.Analyzers;

/// <summary>SIM3001: a sleep in async code becomes an awaited delay.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DelayFix : ReplacingFix
{
    /// <summary>For the editor.</summary>
    public DelayFix()
        : base("SIM3001", "Await a delay")
    {
    }

    private protected override Change? Replace(ExpressionSyntax found, SemanticModel model) =>
        found is InvocationExpressionSyntax call && AsyncCode.Holds(call) && model.GetSymbolInfo(call).Symbol is { Name: "Sleep" }
            ? new Change(call, AsyncCode.Await(SyntaxFactory.InvocationExpression(SyntaxFactory.ParseExpression("Task.Delay"), call.ArgumentList)))
            : null;
}
