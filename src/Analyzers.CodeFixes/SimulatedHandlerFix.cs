using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sim.Analyzers;

/// <summary>SIM1001: a client gets a handler of the simulated network, where a Simulation is in scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SimulatedHandlerFix : ReplacingFix
{
    /// <summary>For the editor.</summary>
    public SimulatedHandlerFix()
        : base("SIM1001", "Use the simulated network")
    {
    }

    private protected override Change? Replace(ExpressionSyntax found, SemanticModel model)
    {
        if (InScope.Find(model, found, "Sim.Simulation") is not { } simulation || found is not BaseObjectCreationExpressionSyntax { Initializer: null } creation)
        {
            return null;
        }

        ExpressionSyntax handler = SyntaxFactory.ParseExpression($"{simulation}.Network.CreateHandler()");
        return model.GetTypeInfo(creation).Type?.Name == "HttpClient"
            ? new Change(creation, creation.WithArgumentList(SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(handler)))))
            : model.GetTypeInfo(creation).ConvertedType?.Name == "HttpClientHandler" ? null : new Change(creation, handler);
    }
}
