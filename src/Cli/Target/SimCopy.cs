using System.Diagnostics;
using System.Text.Json;

namespace Sim.Cli.Target;

/// <summary>The copy of Sim that the user's assembly runs with: it must be there, and of this tool's version.</summary>
internal static class SimCopy
{
    private const string Name = "Sim.Simulation";

    public static void Check(string assembly, string? deps, IReadOnlyList<string> packageFolders)
    {
        if (!AssemblyReferences.Of(assembly).Contains(Name) && Path.GetFileNameWithoutExtension(assembly) != Name)
        {
            throw new WrongInputException(
                $"{assembly} has no simulations: it does not reference {Name}. Add the package, and mark a public method "
                + "`Task M(Simulation sim)` with [Simulation].");
        }

        var copy = NextTo(assembly) ?? InPackages(deps, packageFolders) ?? throw new WrongInputException(
            $"{Name}.dll is missing next to {assembly}. Build the project again, and name the dll in its output folder.");
        CheckVersion(copy);
    }

    private static void CheckVersion(string copy)
    {
        var (theirs, ours) = (VersionOf(copy), VersionOf(typeof(Simulator).Assembly.Location));
        if (theirs != ours)
        {
            throw new WrongInputException(
                $"{copy} is version {theirs}, and this tool is for {ours}. Use the tool and the package in the same version.");
        }
    }

    // What follows the plus sign names a commit: two builds of one version get on with each other.
    private static string VersionOf(string assembly) =>
        FileVersionInfo.GetVersionInfo(assembly).ProductVersion?.Split('+')[0] ?? "unknown";

    private static string? NextTo(string assembly)
    {
        var path = Path.Combine(Path.GetDirectoryName(assembly) ?? "", Name + ".dll");
        return File.Exists(path) ? path : null;
    }

    private static string? InPackages(string? deps, IReadOnlyList<string> packageFolders)
    {
        if (deps is null || PackagePath(deps) is not { } package)
        {
            return null;
        }

        return packageFolders.Select(folder => Path.Combine(folder, package, "lib")).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, Name + ".dll", SearchOption.AllDirectories)).FirstOrDefault();
    }

    private static string? PackagePath(string deps)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(deps));
        return !json.RootElement.TryGetProperty("libraries", out var libraries) ? null : libraries.EnumerateObject()
            .Where(library => library.Name.StartsWith(Name + "/", StringComparison.Ordinal))
            .Select(library => library.Value.TryGetProperty("path", out var path) ? path.GetString() : null)
            .FirstOrDefault();
    }
}
