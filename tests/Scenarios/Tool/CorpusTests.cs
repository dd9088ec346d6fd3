namespace Sim.Scenarios.Tool;

/// <summary>The runs that a feedback-guided campaign keeps in its folder.</summary>
public sealed class CorpusTests
{
    private const string Staged = "Comes_far_stage_by_stage";

    /// <summary>By itself a run comes so far with a probability of 1/7776.</summary>
    [Fact]
    public async Task A_campaign_goes_on_with_what_earlier_ones_kept_also_where_their_folders_were_merged()
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, seed) in new[] { ("one", "1"), ("other", "5000") })
        {
            await ExploreAsync(folder, name, "--seed", seed, "--runs", "1500");
            Assert.Single(FilesIn(folder, name));
            folder.Copy(name, "merged");
        }

        Assert.Equal(2, FilesIn(folder, "merged").Length);
        var merged = await ExploreAsync(folder, "merged", "--seed", "9000", "--runs", "40");
        var fresh = await ExploreAsync(folder, "fresh", "--seed", "9000", "--runs", "40");

        Assert.Equal(("", 0), (merged.Errors, merged.ExitCode));
        Assert.Contains("comes to the fifth stage", fresh.Output, StringComparison.Ordinal);
        Assert.Equal(1, fresh.ExitCode);
    }

    [Fact]
    public async Task Damaged_files_of_the_corpus_are_named_and_left_out()
    {
        using var folder = new TemporaryFolder();
        await ExploreAsync(folder, "campaign", "--runs", "100");
        var whole = FilesIn(folder, "campaign")[0];
        var text = await File.ReadAllTextAsync(whole);
        var cut = folder.Write($"{Path.GetDirectoryName(whole)}/cut.json", text[..(text.Length / 2)]);
        var changed = folder.Write($"{Path.GetDirectoryName(whole)}/changed.json", text.Replace("\"sim1-", "\"sim1-A", StringComparison.Ordinal));
        var result = await ExploreAsync(folder, "campaign", "--runs", "200");

        Assert.Contains($"{cut} is damaged", result.Errors, StringComparison.Ordinal);
        Assert.Contains($"{changed} is damaged", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(whole, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_run_that_ends_its_worker_has_a_token_that_makes_it()
    {
        var result = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "Dies_stage_by_stage", "--strategy", "feedback", "--jobs", "1");

        Assert.Contains("the lock is open", result.Output, StringComparison.Ordinal);
        Assert.Contains("Confirmed twice: fresh processes ended the same way.", result.Output, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    private static Task<ToolResult> ExploreAsync(TemporaryFolder folder, string campaign, params string[] options) => SimTool.RunAsync(
        ["explore", SimTool.Fixtures, "--filter", Staged, "--strategy", "feedback", "--jobs", "1", "--campaign", folder.Path(campaign), .. options]);

    private static string[] FilesIn(TemporaryFolder folder, string campaign) =>
        [.. Directory.EnumerateFiles(folder.Path($"{campaign}/corpus"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
