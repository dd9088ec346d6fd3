using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sim.Analyzers;

/// <summary>Names that code at a place can use.</summary>
internal static class InScope
{
    /// <summary>The name of a parameter, a local, a field or a property of a type, in this order; null where there is none.</summary>
    public static string? Find(SemanticModel model, ExpressionSyntax at, string type)
    {
        INamedTypeSymbol? wanted = model.Compilation.GetTypeByMetadataName(type);
        return wanted is null
            ? null
            : model.LookupSymbols(at.SpanStart)
                .Where(symbol => SymbolEqualityComparer.Default.Equals(TypeOf(symbol), wanted) && IsSetAt(symbol, at))
                .OrderBy(Rank)
                .ThenBy(symbol => symbol.Name, StringComparer.Ordinal)
                .FirstOrDefault()?.Name;
    }

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IParameterSymbol parameter => parameter.Type,
        ILocalSymbol local => local.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol { IsIndexer: false } property => property.Type,
        _ => null,
    };

    /// <summary>A local is in scope before its declaration, but cannot be used there.</summary>
    private static bool IsSetAt(ISymbol symbol, ExpressionSyntax at) =>
        symbol is not ILocalSymbol || symbol.DeclaringSyntaxReferences.All(reference => reference.Span.End <= at.SpanStart);

    private static int Rank(ISymbol symbol) => symbol switch
    {
        IParameterSymbol => 0,
        ILocalSymbol => 1,
        IFieldSymbol => 2,
        _ => 3,
    };
}
