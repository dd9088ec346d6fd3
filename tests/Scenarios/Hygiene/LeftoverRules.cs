using System.Text.RegularExpressions;

namespace Sim.Scenarios.Hygiene;

/// <summary>What must not stand in any file. The words are put together here so that this file does not hold them.</summary>
internal static class LeftoverRules
{
    private static readonly (Regex Words, string Why)[] Everywhere =
    [
        (new(@"\b(TO" + "DO|FIX" + "ME|HA" + @"CK)\b"), "unfinished work: finish it, or open an issue and say its number in plain words"),
        (new(@"(?<![\w.:*)\]}-])/(home|root|work|Users)/\w"), "an absolute path of one machine: make it relative"),
        (new(@"https?://[^\s""')]*(nuget|npmjs|pypi|artifactory|debian)", RegexOptions.IgnoreCase), "a package registry's address: it belongs in the settings of a machine"),
    ];

    private static readonly (Regex Words, string Why)[] InCode =
    [
        (new(@"\bNot" + @"ImplementedException\b"), "a stub: write it"),
        (new(@"\bSk" + @"ip\s*=\s*[""$@n]"), "a skipped test: mend it or delete it"),
    ];

    public static IEnumerable<string> Check(IEnumerable<SourceText> files) =>
        from file in files
        from rule in file.Path.EndsWith(".cs", StringComparison.Ordinal) ? [.. Everywhere, .. InCode] : Everywhere
        from Match match in rule.Words.Matches(file.Text)
        select $"{file.Path}:{Line(file.Text, match.Index)}: \"{match.Value}\" is {rule.Why}";

    private static int Line(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;
}
