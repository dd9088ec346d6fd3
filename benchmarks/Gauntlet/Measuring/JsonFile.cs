using System.Text.Json;
using Sim.Gauntlet.Commands;

namespace Sim.Gauntlet.Measuring;

/// <summary>Writes what was measured: one list, an entry a program and strategy.</summary>
internal static class JsonFile
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Makes sure, before anything is measured, that the file can be written.</summary>
    /// <exception cref="WrongInputException">It cannot.</exception>
    public static void Try(string? path) => Write<Entry>(path, []);

    /// <summary>Writes the whole list; after every entry, so that a run that is cut short leaves what it has.</summary>
    /// <exception cref="WrongInputException">The file cannot be written.</exception>
    public static void Write<T>(string? path, IReadOnlyList<T> entries)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            File.WriteAllText(path, JsonSerializer.Serialize(entries, s_options) + "\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new WrongInputException($"--json: {error.Message}");
        }
    }
}
