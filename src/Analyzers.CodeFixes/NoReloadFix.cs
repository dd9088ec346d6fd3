using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Sim.Analyzers;

/// <summary>SIM1005: configuration is read once.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NoReloadFix : ReplacingFix
{
    /// <summary>For the editor.</summary>
    public NoReloadFix()
        : base("SIM1005", "Do not watch the file")
    {
    }

    private protected override Change? Replace(ExpressionSyntax found, SemanticModel model) =>
        model.GetOperation(found) is IInvocationOperation call && Reload(call) is { } value
            ? new Change(value, SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression))
            : null;

    private static ExpressionSyntax? Reload(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "reloadOnChange")?.Value.Syntax as ExpressionSyntax;
}
