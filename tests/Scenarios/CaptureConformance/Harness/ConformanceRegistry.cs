using System.Reflection;

namespace Sim.Scenarios.CaptureConformance;

/// <summary>Every conformance case of this assembly, by its stable id.</summary>
public static class ConformanceRegistry
{
    private static readonly Lazy<SortedDictionary<string, Conformance>> Cases = new(ReadAll);

    /// <summary>All cases, in the order of their ids.</summary>
    public static IReadOnlyCollection<Conformance> All => Cases.Value.Values;

    /// <summary>The case of an id.</summary>
    public static Conformance Find(string id) =>
        Cases.Value.TryGetValue(id, out Conformance? found) ? found : throw new ArgumentException($"There is no case {id}.");

    /// <summary>The cases that a file declares.</summary>
    public static IEnumerable<Conformance> Of(Type file) =>
        file.GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(Conformance))
            .Select(property => (Conformance)property.GetValue(null)!);

    /// <summary>Runs one case under one seed, for comparing fingerprints between processes.</summary>
    public static CaptureRun Run(string id, ulong seed) => CaptureArm.Run(Find(id), seed);

    private static SortedDictionary<string, Conformance> ReadAll() =>
        new(Files().SelectMany(Of).ToDictionary(it => it.Id), StringComparer.Ordinal);

    private static IEnumerable<Type> Files() =>
        typeof(ConformanceRegistry).Assembly.GetTypes().Where(type => IsFile(type.BaseType));

    private static bool IsFile(Type? parent) =>
        parent is { IsGenericType: true } && parent.GetGenericTypeDefinition() == typeof(ConformanceTests<>);
}
