using System.Reflection;
using System.Runtime.Loader;

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
        return Filter([.. marked.SelectMany(one => Make(one, clashes, places))], filter, path);
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

    private static IEnumerable<DiscoveredSimulation> Make(Marked marked, HashSet<string> clashes, SourcePlaces places)
    {
        var name = ShortName(marked);
        var fullName = clashes.Contains(name) && marked.Type.Namespace is { } space ? $"{space}.{name}" : name;
        var runs = marked.Mark.Runs > 0 ? marked.Mark.Runs : new ExploreOptions().Runs;
        var place = places.Find(marked.Method);
        return Cases(marked).Select(one => new DiscoveredSimulation(
            new(fullName + one.Arguments, runs, place, MarkName(marked.Mark)), one.MakeBody, marked.Method, Pinned(marked.Mark, one, fullName + one.Arguments)));
    }

    private static IReadOnlyList<SimulationCase> Cases(Marked marked)
    {
        if (marked.Mark is ISimulationCases framework)
        {
            return CasesOf(framework, marked);
        }

        var body = SimulationBody.Of(marked.Type, marked.Method);
        return [new("", () => body)];
    }

    // Rows of data come from the user's code, which may throw anything. Only whoever asks for this simulation is stopped by that.
    private static IReadOnlyList<SimulationCase> CasesOf(ISimulationCases framework, Marked marked)
    {
        try
        {
            return framework.MakeCases(marked.Type, marked.Method);
        }
        catch (Exception wrong)
        {
            var words = wrong is ArgumentException ? Reports.Words(wrong) : $"{ShortName(marked)}: {wrong.Message}";
            return [new("", () => throw new WrongInputException(words))];
        }
    }

    // Rows to which the pinned token does not belong are explored as ever.
    private static string? Pinned(ISimulationAttribute mark, SimulationCase one, string name)
    {
        try
        {
            return mark.Replay is { } token && one.Arguments.Length > 0 && !Simulator.TokenMatches(token, name) ? null : mark.Replay;
        }
        catch (ArgumentException)
        {
            return mark.Replay;
        }
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
