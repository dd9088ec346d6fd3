using System.Collections;
using System.Globalization;

namespace Sim.Inputs;

/// <summary>Values as a report shows them: sequences with their elements, texts in quotes.</summary>
internal static class Printed
{
    private const int MostCharacters = 400;
    private const int MostElements = 100;

    /// <summary>A value in one line.</summary>
    public static string Of(object? value)
    {
        string text = Whole(value).ReplaceLineEndings(" ");
        return text.Length <= MostCharacters ? text : $"{text[..MostCharacters]}...";
    }

    private static string Whole(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        char letter => $"'{letter}'",
        IDictionary map => $"[{string.Join(", ", map.Cast<DictionaryEntry>().Take(MostElements).Select(static pair => $"{Whole(pair.Key)}: {Whole(pair.Value)}"))}]",
        IEnumerable all when !HasWordsOfItsOwn(value) => $"[{string.Join(", ", all.Cast<object?>().Take(MostElements).Select(Whole))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static bool HasWordsOfItsOwn(object value) =>
        value is not Array && value.GetType().GetMethod(nameof(ToString), Type.EmptyTypes) is { DeclaringType: { } declaring } && declaring.Assembly == value.GetType().Assembly
        && !declaring.FullName!.StartsWith("System.", StringComparison.Ordinal);
}
