using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Sim.Analyzers;

/// <summary>Types by their metadata names, looked up once for a compilation.</summary>
internal sealed class KnownTypes(Compilation compilation)
{
    private readonly ConcurrentDictionary<string, INamedTypeSymbol?> _found = new(StringComparer.Ordinal);

    public Compilation Compilation => compilation;

    public INamedTypeSymbol? Simulation => Find("Sim.Simulation");

    public INamedTypeSymbol? Host => Find("Sim.SimulatedHost");

    public INamedTypeSymbol? Mark => Find("Sim.ISimulationAttribute");

    /// <summary>Null where the compilation has no such type; the first of several.</summary>
    public INamedTypeSymbol? Find(string metadataName) =>
        _found.GetOrAdd(metadataName, name => compilation.GetTypeByMetadataName(name) ?? compilation.GetTypesByMetadataName(name).FirstOrDefault());
}
