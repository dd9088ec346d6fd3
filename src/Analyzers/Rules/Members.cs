using Microsoft.CodeAnalysis;

namespace Sim.Analyzers;

/// <summary>Members of one type of .NET's, by name.</summary>
internal sealed class Members(string type, params string[] names)
{
    public bool Has(INamedTypeSymbol candidate, ISymbol member, KnownTypes types) =>
        candidate.Name == SimpleName && (names.Length == 0 || names.Contains(member.Name)) && SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, types.Find(type));

    private string SimpleName { get; } = type.Substring(type.LastIndexOf('.') + 1).Split('`')[0];
}
