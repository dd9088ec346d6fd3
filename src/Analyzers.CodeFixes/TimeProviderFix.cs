using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sim.Analyzers;

/// <summary>SIM4001: the time is taken from a TimeProvider, or the Simulation's, that is in scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TimeProviderFix : ReplacingFix
{
    /// <summary>For the editor.</summary>
    public TimeProviderFix()
        : base("SIM4001", "Take the time from the TimeProvider")
    {
    }

    private protected override Change? Replace(ExpressionSyntax found, SemanticModel model) =>
        Provider(model, found) is { } provider && Call(model.GetSymbolInfo(found).Symbol) is { } call
            ? new Change(found, SyntaxFactory.ParseExpression($"{provider}.{call}"))
            : null;

    private static string? Provider(SemanticModel model, ExpressionSyntax at) =>
        InScope.Find(model, at, "System.TimeProvider") ?? (InScope.Find(model, at, "Sim.Simulation") is { } simulation ? simulation + ".Time" : null);

    private static string? Call(ISymbol? symbol) => (symbol?.ContainingType.Name, symbol?.Name) switch
    {
        ("DateTime", "UtcNow") => "GetUtcNow().UtcDateTime",
        ("DateTime", "Now") => "GetLocalNow().DateTime",
        ("DateTime", "Today") => "GetLocalNow().Date",
        ("DateTimeOffset", "UtcNow") => "GetUtcNow()",
        ("DateTimeOffset", "Now") => "GetLocalNow()",
        ("Stopwatch", "GetTimestamp") => "GetTimestamp()",
        _ => null,
    };
}
