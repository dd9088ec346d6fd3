using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sim.Analyzers;

/// <summary>SIM1003: a long running task becomes one of the pool's.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PoolThreadFix : ReplacingFix
{
    /// <summary>For the editor.</summary>
    public PoolThreadFix()
        : base("SIM1003", "Run on the pool")
    {
    }

    private protected override Change? Replace(ExpressionSyntax found, SemanticModel model) =>
        found is MemberAccessExpressionSyntax { Name.Identifier.Text: "LongRunning" } option
            ? new Change(option, option.WithName(SyntaxFactory.IdentifierName("None")))
            : null;
}
