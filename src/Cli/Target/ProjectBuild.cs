using System.Text.Json;
using Sim.Cli.Launching;

namespace Sim.Cli.Target;

/// <summary>An assembly on disk; of one that was just built more is known.</summary>
/// <param name="Assembly">The full path of the dll.</param>
/// <param name="InvariantGlobalization">What the project says; a dll without a runtime configuration does not say so.</param>
internal sealed record BuiltProject(string Assembly, bool InvariantGlobalization);

/// <summary>Builds the user's project.</summary>
internal static class ProjectBuild
{
    private const int ShownErrors = 5;

    public static async Task<BuiltProject> BuildAsync(string project, CancellationToken cancel)
    {
        var (exitCode, output) = await DotNet.RunAsync(
            cancel, "build", project, "-c", "Release", "-v", "q", "--nologo", "-nodeReuse:false");
        if (exitCode != 0)
        {
            throw new WrongInputException($"{project} does not build. Mend it, then run sim again:\n{FirstErrors(output)}");
        }

        return await PropertiesAsync(project, cancel);
    }

    private static async Task<BuiltProject> PropertiesAsync(string project, CancellationToken cancel)
    {
        var (_, output) = await DotNet.RunAsync(
            cancel, "msbuild", project, "-p:Configuration=Release", "-nodeReuse:false",
            "-getProperty:TargetPath", "-getProperty:InvariantGlobalization");
        var properties = Parse(output);
        var assembly = properties.GetValueOrDefault("TargetPath");
        return File.Exists(assembly)
            ? new(assembly, bool.TryParse(properties.GetValueOrDefault("InvariantGlobalization"), out var invariant) && invariant)
            : throw new WrongInputException(
                $"{project} builds, but not to one dll (it may have several target frameworks). Name the dll instead.");
    }

    private static Dictionary<string, string> Parse(string output)
    {
        try
        {
            using var json = JsonDocument.Parse(output);
            return json.RootElement.GetProperty("Properties").EnumerateObject()
                .ToDictionary(property => property.Name, property => property.Value.GetString() ?? "");
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException)
        {
            return [];
        }
    }

    private static string FirstErrors(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var errors = lines.Where(line => line.Contains("error ", StringComparison.Ordinal)).Distinct().ToList();
        var shown = errors.Count > 0 ? errors : [.. lines.TakeLast(ShownErrors)];
        var rest = shown.Count > ShownErrors ? $"\n  and {shown.Count - ShownErrors} more" : "";
        return string.Join('\n', shown.Take(ShownErrors).Select(line => "  " + line)) + rest;
    }
}
