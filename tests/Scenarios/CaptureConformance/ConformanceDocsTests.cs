namespace Sim.Scenarios.CaptureConformance;

public class ConformanceDocsTests
{
    [Fact]
    public void The_table_of_peers_is_what_the_cases_say() => Check("peers-table.md", ConformanceDocs.Peers());

    [Fact]
    public void The_list_of_gaps_is_what_the_cases_say() => Check("capture-gaps.md", ConformanceDocs.Gaps());

    private static void Check(string page, string expected)
    {
        string path = Path.Combine(Root(), "docs", page);
        if (Environment.GetEnvironmentVariable(ConformanceDocs.WriteVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        string actual = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.True(expected == actual, $"docs/{page} is stale: run this test once with {ConformanceDocs.WriteVariable}=1.");
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sim.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("Sim.sln is in no folder above the tests.");
    }
}
