using Microsoft.CodeAnalysis;

namespace Sim.Analyzers;

/// <summary>Which methods of a compilation stand in for which: overrides, and implementations of interfaces.</summary>
internal sealed class Hierarchy
{
    private readonly Dictionary<ISymbol, List<IMethodSymbol>> _standIns = new(SymbolEqualityComparer.Default);
    private readonly IAssemblySymbol _assembly;

    public Hierarchy(IAssemblySymbol assembly)
    {
        _assembly = assembly;
        foreach (INamedTypeSymbol type in Types(assembly.GlobalNamespace))
        {
            foreach ((ISymbol declared, IMethodSymbol standIn) in Pairs(type))
            {
                Add(declared.OriginalDefinition, standIn.OriginalDefinition);
            }
        }
    }

    /// <summary>What may run in the place of a method of this compilation.</summary>
    public IReadOnlyList<IMethodSymbol> StandIns(IMethodSymbol method) => _standIns.TryGetValue(method.OriginalDefinition, out List<IMethodSymbol>? found) ? found : [];

    /// <summary>Methods of a type that others call by what is declared elsewhere: Dispose, ExecuteAsync, a finalizer.</summary>
    public IEnumerable<IMethodSymbol> CalledFromOutside(INamedTypeSymbol type) =>
        Pairs(type)
            .Where(pair => !SymbolEqualityComparer.Default.Equals(pair.Declared.ContainingAssembly, _assembly))
            .Select(pair => pair.StandIn)
            .Concat(type.GetMembers().OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Destructor));

    private static IEnumerable<(ISymbol Declared, IMethodSymbol StandIn)> Pairs(INamedTypeSymbol type)
    {
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            for (IMethodSymbol? overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            {
                yield return (overridden, method);
            }
        }

        foreach (IMethodSymbol declared in type.AllInterfaces.SelectMany(contract => contract.GetMembers().OfType<IMethodSymbol>()))
        {
            if (type.FindImplementationForInterfaceMember(declared) is IMethodSymbol implementation)
            {
                yield return (declared, implementation);
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol outer) =>
        outer.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(inner => inner is INamedTypeSymbol type ? new[] { type }.Concat(Types(type)) : Types(inner));

    private void Add(ISymbol declared, IMethodSymbol standIn)
    {
        if (!_standIns.TryGetValue(declared, out List<IMethodSymbol>? known))
        {
            _standIns.Add(declared, known = []);
        }

        known.Add(standIn);
    }
}
