using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sim.Cli.Folder;

/// <summary>
/// A folder of entries, a file each, named after its content and sealed: stores are merged by copying one over the other, and a damaged
/// entry is noticed and left out.
/// </summary>
internal sealed class EntryStore<T>(string folder, JsonTypeInfo<T> type)
{
    private const int NameDigits = 32;

    /// <summary>Keeps an entry and returns its file. One that is there already is left alone.</summary>
    public string Add(T entry)
    {
        var text = SealedJson.Seal(JsonSerializer.Serialize(entry, type));
        var path = Path.Combine(folder, SealedJson.Digits(text, NameDigits) + ".json");
        if (!File.Exists(path) || !SealedJson.IsWhole(File.ReadAllText(path)))
        {
            SafeFile.Write(path, text);
        }

        return path;
    }

    /// <summary>All whole entries, in the order of their names, which is the same on every machine.</summary>
    /// <param name="damaged">Is told of each file that is none.</param>
    public IEnumerable<(string Path, T Entry)> ReadAll(Action<string> damaged)
    {
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            if (Read(path) is { } entry)
            {
                yield return (path, entry);
            }
            else
            {
                damaged(path);
            }
        }
    }

    private T? Read(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            return SealedJson.IsWhole(text) ? JsonSerializer.Deserialize(text, type) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
