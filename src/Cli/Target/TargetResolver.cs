using Sim.Cli.Launching;

namespace Sim.Cli.Target;

/// <summary>Turns what the user typed into something that a worker can run.</summary>
internal static class TargetResolver
{
    private static readonly string[] ProjectExtensions = [".csproj", ".fsproj", ".vbproj"];

    public static async Task<SimulationTarget> ResolveAsync(string argument, Workspace workspace, CancellationToken cancel)
    {
        var path = Path.GetFullPath(argument);
        if (Directory.Exists(path))
        {
            path = OnlyProjectIn(path);
        }
        else if (!File.Exists(path))
        {
            throw new WrongInputException($"There is no file {path}. Name a dll, or a project to build.");
        }

        var built = IsProject(path) ? await ProjectBuild.BuildAsync(path, cancel) : new BuiltProject(path, InvariantGlobalization: false);
        return Prepare(argument, built, workspace);
    }

    private static SimulationTarget Prepare(string argument, BuiltProject built, Workspace workspace)
    {
        var assembly = built.Assembly;
        var deps = Path.ChangeExtension(assembly, ".deps.json");
        var hasDeps = File.Exists(deps);
        string[] probing = PackageFolder() is { } packages ? [packages] : [];
        SimCopy.Check(assembly, hasDeps ? deps : null, probing);
        return new(
            argument, assembly, ConfigFor(built, workspace), hasDeps ? deps : RuntimeConfig.EmptyDeps(workspace), probing);
    }

    private static string ConfigFor(BuiltProject built, Workspace workspace)
    {
        var own = Path.ChangeExtension(built.Assembly, ".runtimeconfig.json");
        return File.Exists(own) ? own : RuntimeConfig.Generate(built, workspace);
    }

    private static bool IsProject(string path) =>
        ProjectExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static string OnlyProjectIn(string folder)
    {
        var projects = Directory.EnumerateFiles(folder).Where(IsProject).ToList();
        return projects.Count == 1 ? projects[0] : throw new WrongInputException(
            $"The folder {folder} holds {projects.Count} projects, not one. Name a dll, or the project to build.");
    }

    private static string? PackageFolder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(home, ".nuget", "packages");
        return Directory.Exists(folder) ? folder : null;
    }
}
