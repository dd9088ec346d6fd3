using System.Reflection;
using System.Runtime.Loader;
using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>Finds the simulations of an assembly: what carries an <see cref="ISimulationAttribute"/>, in the order of the source.</summary>
internal static class Discovery
{
    private const BindingFlags AnyMethod =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    public static IReadOnlyList<DiscoveredSimulation> Find(string path, string? filter)
    {
        var marked = Load(path).SelectMany(MarkedMethods).ToList();
        if (marked.Count == 0)
        {
            throw new WrongInputException(
                $"{path} has no simulations. Mark a public method `Task M(Simulation sim)` with [Simulation].");
        }

        var clashes = marked.GroupBy(ShortName).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        using var places = SourcePlaces.Of(path);
        return Filter([.. marked.Select(one => Make(one, clashes, places))], filter, path);
    }

    private static IEnumerable<Type> Load(string path)
    {
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyPath(path).GetTypes().OrderBy(type => type.MetadataToken);
        }
        catch (ReflectionTypeLoadException failed)
        {
            throw new WrongInputException($"{path} can't be loaded: {failed.LoaderExceptions.FirstOrDefault()?.Message ?? failed.Message}");
        }
        catch (Exception failed) when (failed is IOException or BadImageFormatException)
        {
            throw new WrongInputException($"{path} can't be loaded: {failed.Message}");
        }
    }

    private static IEnumerable<Marked> MarkedMethods(Type type) =>
        from method in type.GetMethods(AnyMethod).OrderBy(method => method.MetadataToken)
        where method.IsStatic ? method.DeclaringType == type : !type.IsAbstract
        let mark = method.GetCustomAttributes(inherit: true).OfType<ISimulationAttribute>().FirstOrDefault()
        where mark is not null
        select new Marked(type, method, mark);

    private static DiscoveredSimulation Make(Marked marked, HashSet<string> clashes, SourcePlaces places)
    {
        var name = ShortName(marked);
        var fullName = clashes.Contains(name) && marked.Type.Namespace is { } space ? $"{space}.{name}" : name;
        var runs = marked.Mark.Runs > 0 ? marked.Mark.Runs : new ExploreOptions().Runs;
        var info = new SimulationInfo(fullName, runs, places.Find(marked.Method), MarkName(marked.Mark));
        return new(info, SimulationBody.Of(marked.Type, marked.Method), marked.Method, marked.Mark.Replay);
    }

    private static string MarkName(ISimulationAttribute mark)
    {
        const string suffix = "Attribute";
        var name = mark.GetType().Name;
        return name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
    }

    private static string ShortName(Marked marked) => $"{TypeName(marked.Type)}.{marked.Method.Name}";

    private static string TypeName(Type type) =>
        type.DeclaringType is { } outer ? $"{TypeName(outer)}.{type.Name}" : type.Name;

    private static IReadOnlyList<DiscoveredSimulation> Filter(
        IReadOnlyList<DiscoveredSimulation> all, string? filter, string path)
    {
        if (filter is null)
        {
            return all;
        }

        var kept = all.Where(one => one.Info.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)).ToList();
        return kept.Count > 0 ? kept : throw new WrongInputException(
            $"No simulation in {path} has '{filter}' in its name. There are: {Names(all)}.");
    }

    private static string Names(IReadOnlyList<DiscoveredSimulation> all)
    {
        const int shown = 10;
        var names = string.Join(", ", all.Take(shown).Select(one => one.Info.Name));
        return all.Count > shown ? $"{names} and {all.Count - shown} more" : names;
    }

    private sealed record Marked(Type Type, MethodInfo Method, ISimulationAttribute Mark);
}
