using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sim.Analyzers;

/// <summary>What .editorconfig says: <c>sim_analyzers.scope</c>, for all files or some.</summary>
internal sealed class Settings
{
    public const string Prefix = "sim_analyzers.";
    private const string Scope = Prefix + "scope";
    private const string Reached = "reached";
    private const string All = "all";

    private readonly HashSet<SyntaxTree> _whole = [];

    public Settings(Compilation compilation, AnalyzerConfigOptionsProvider provider)
    {
        SortedSet<string> wrong = new(StringComparer.Ordinal);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            AnalyzerConfigOptions options = provider.GetOptions(tree);
            wrong.UnionWith(Wrong(options));
            if (options.TryGetValue(Scope, out string? scope) && Is(scope, All))
            {
                _whole.Add(tree);
            }
        }

        Mistakes = [.. wrong];
    }

    /// <summary>Each a sentence about a value or a name that means nothing.</summary>
    public ImmutableArray<string> Mistakes { get; }

    public bool AnyWhole => _whole.Count > 0;

    /// <summary>Whether all code of a file is looked at, reached or not.</summary>
    public bool IsWhole(SyntaxTree tree) => _whole.Contains(tree);

    private static IEnumerable<string> Wrong(AnalyzerConfigOptions options)
    {
        foreach (string key in options.Keys.Where(key => key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)))
        {
            options.TryGetValue(key, out string? value);
            if (!Is(key, Scope))
            {
                yield return $"there is no setting '{key}': it is '{Scope}'";
            }
            else if (!Is(value, All) && !Is(value, Reached))
            {
                yield return $"'{Scope}' is '{Reached}' or '{All}', not '{value}'";
            }
        }
    }

    private static bool Is(string? value, string word) => string.Equals(value, word, StringComparison.OrdinalIgnoreCase);
}
