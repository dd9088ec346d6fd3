namespace Sim.Properties.Docs;

/// <summary>What stands as code in a page is code that is compiled and run here.</summary>
public class SnippetTests
{
    [Theory]
    [InlineData("fscheck", "FsCheckPage", 5)]
    [InlineData("reactive", "ReactivePage", 3)]
    public void Every_snippet_stands_in_a_test(string page, string source, int count)
    {
        string code = Trimmed(File.ReadLines(Path.Combine(Root(), "tests", "Properties", "Docs", source + ".cs")));
        string[] snippets = [.. Snippets(File.ReadLines(Path.Combine(Root(), "docs", page + ".md")))];

        Assert.Equal(count, snippets.Length);
        Assert.All(snippets, snippet => Assert.Contains(snippet, code, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Snippets(IEnumerable<string> lines)
    {
        List<string>? snippet = null;
        foreach (string line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                if (snippet is { Count: > 0 })
                {
                    yield return Trimmed(snippet);
                }

                snippet = line == "```csharp" ? [] : null;
            }
            else
            {
                snippet?.Add(line);
            }
        }
    }

    private static string Trimmed(IEnumerable<string> lines) => string.Join('\n', lines.Select(static line => line.Trim()));

    private static string Root()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sim.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
