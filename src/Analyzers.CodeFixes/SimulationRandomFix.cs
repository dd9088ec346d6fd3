using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sim.Analyzers;

/// <summary>SIM4002: random numbers are the run's: the Simulation's where one is in scope, else those of the shared generator.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SimulationRandomFix : ReplacingFix
{
    /// <summary>For the editor.</summary>
    public SimulationRandomFix()
        : base("SIM4002", "Take the run's random numbers")
    {
    }

    private protected override Change? Replace(ExpressionSyntax found, SemanticModel model) =>
        found is BaseObjectCreationExpressionSyntax
            ? new Change(found, SyntaxFactory.ParseExpression(InScope.Find(model, found, "Sim.Simulation") is { } simulation ? simulation + ".Random" : "Random.Shared"))
            : null;
}
