using System.Security.Cryptography;
using System.Text;

namespace Sim.Cli.Folder;

/// <summary>JSON objects whose last property, <c>sum</c>, tells whether they are whole: 16 digits of the SHA-256 of all text before it.</summary>
internal static class SealedJson
{
    private const int SumDigits = 16;
    private const string Before = ",\"sum\":\"";
    private const string After = "\"}";

    public static string Seal(string json)
    {
        var open = json.TrimEnd()[..^1];
        return $"{open}{Before}{Digits(open, SumDigits)}{After}\n";
    }

    /// <summary>Whether the text is a sealed object, and whole.</summary>
    public static bool IsWhole(string text)
    {
        var json = text.TrimEnd();
        var open = json.Length - (Before.Length + SumDigits + After.Length);
        return open > 0 && json[open..] == $"{Before}{Digits(json[..open], SumDigits)}{After}";
    }

    /// <summary>The first hexadecimal digits of a text's SHA-256.</summary>
    public static string Digits(string text, int count) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..count];
}
