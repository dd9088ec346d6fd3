using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sim.Analyzers;

/// <summary>
/// Where simulations begin: methods, local functions and lambdas that take a <c>Simulation</c> or a <c>SimulatedHost</c>. Nobody has one
/// outside of a run, so this holds for marked tests, bodies given to the simulator, mains of hosts and their helpers alike.
/// </summary>
internal sealed class Roots(KnownTypes types)
{
    /// <summary>The declared ones of a file, by symbol.</summary>
    public IEnumerable<IMethodSymbol> Declared(SyntaxNode root, SemanticModel model, CancellationToken cancellationToken) =>
        from node in root.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax
        let method = model.GetDeclaredSymbol(node, cancellationToken) as IMethodSymbol
        where method is not null && (Takes(method) || IsMarked(method))
        select method;

    /// <summary>The lambdas of a file.</summary>
    public IEnumerable<SyntaxNode> Lambdas(SyntaxNode root, SemanticModel model, CancellationToken cancellationToken) =>
        from node in root.DescendantNodes()
        where node is AnonymousFunctionExpressionSyntax
        where model.GetSymbolInfo(node, cancellationToken).Symbol is IMethodSymbol lambda && Takes(lambda)
        select node;

    /// <summary>Whether a test framework or the tool runs the method, on an instance of its own.</summary>
    public bool IsMarked(IMethodSymbol method) =>
        types.Mark is { } mark && method.GetAttributes().Any(attribute => attribute.AttributeClass?.AllInterfaces.Contains(mark, SymbolEqualityComparer.Default) == true);

    private bool Takes(IMethodSymbol method) => method.Parameters.Any(parameter => IsWorld(parameter.Type));

    private bool IsWorld(ITypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(type, types.Simulation) || SymbolEqualityComparer.Default.Equals(type, types.Host);
}
