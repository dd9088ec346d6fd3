namespace Sim.Scenarios.Tool;

/// <summary>What a campaign keeps in its folder: merged by copying, resumed after any death, never lost to a full disk or a damaged file.</summary>
public sealed class CampaignFolderTests
{
    private const string Slow = "Fails_at_leisure";

    [Fact]
    public async Task Four_shards_find_together_what_one_process_finds_and_merge_by_copying()
    {
        using var folder = new TemporaryFolder();
        var whole = await ExploreAsync(folder, "whole", "Fails_in_four_ways");
        for (var shard = 1; shard <= 4; shard++)
        {
            await ExploreAsync(folder, $"shard{shard}", "Fails_in_four_ways", "--shard", $"{shard}/4");
            folder.Copy($"shard{shard}", "merged");
        }

        var merged = await ExploreAsync(folder, "merged", "Fails_in_four_ways");
        var elsewhere = await ExploreAsync(folder, "merged", "Fails_in_four_ways", "--seed", "9");

        Assert.Equal((0, 400), (merged.Runs, merged.EarlierRuns));
        Assert.Equal(whole.Identities, merged.Identities);
        Assert.Equal(whole.Behaviors, merged.Behaviors);
        Assert.Equal((400, 0), (elsewhere.Runs, elsewhere.EarlierRuns));
    }

    [Fact]
    public async Task A_campaign_that_was_killed_goes_on_where_it_was_and_finds_what_an_unharmed_one_finds()
    {
        using var folder = new TemporaryFolder();
        using (var killed = Start(folder))
        {
            await killed.LineAsync(" [1-9] failures?, ");
            await killed.KillAsync();
        }

        var result = await SimTool.RunAsync(Command(folder, "campaign", Slow));
        var report = CampaignReport.Of(folder.Path("found.json"));

        Assert.Contains("Goes on where process ", result.Output, StringComparison.Ordinal);
        Assert.InRange(report.EarlierRuns, 1, 1_999);

        // At most the two runs in flight were made twice.
        Assert.InRange(report.Runs + report.EarlierRuns, 2_000, 2_002);
        Assert.Equal(4, report.Failures.Count);
        Assert.Empty(Directory.GetDirectories(folder.Path("campaign/running")));
    }

    [Fact]
    public async Task Two_campaigns_do_not_share_a_folder_and_the_second_is_told_who_has_it()
    {
        using var folder = new TemporaryFolder();
        using var first = Start(folder);
        await first.LineAsync(" runs/s, ");
        var second = await SimTool.RunAsync(Command(folder, "campaign", Slow));

        Assert.Contains($"is in use by another campaign (process {first.Id} on ", second.Errors, StringComparison.Ordinal);
        Assert.Equal("", second.Output);
        Assert.Equal(2, second.ExitCode);
    }

    [Fact]
    public async Task Damaged_files_are_named_and_left_out_and_what_they_held_is_found_again()
    {
        using var folder = new TemporaryFolder();
        var before = await ExploreAsync(folder, "campaign", "Fails_in_four_ways");
        var finding = FilesIn(folder, "findings")[0];
        var progress = FilesIn(folder, "progress")[0];
        await File.WriteAllTextAsync(finding, (await File.ReadAllTextAsync(finding)).Replace("never", "ever", StringComparison.Ordinal));
        await File.WriteAllTextAsync(progress, (await File.ReadAllTextAsync(progress))[..100]);
        var result = await SimTool.RunAsync(Command(folder, "campaign", "Fails_in_four_ways"));
        var after = CampaignReport.Of(folder.Path("found.json"));

        Assert.Contains($"{finding} is damaged", result.Errors, StringComparison.Ordinal);
        Assert.Contains($"{progress} is damaged", result.Errors, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(400, after.Runs);
        Assert.Equal(before.Identities, after.Identities);
    }

    /// <summary>
    /// Here a file may hold 70 kB and no more, which is refused as a full disk is; the signal that goes with it is ignored as by most shells' children.
    /// With one worker the short failure is found, and told to the tool, before the long one ends everything.
    /// </summary>
    [Fact]
    public async Task What_a_full_disk_refuses_is_told_all_the_same_and_what_was_kept_stays_whole()
    {
        using var folder = new TemporaryFolder();
        var command = string.Join(' ', CommandOf(folder, "campaign", "shortly_and_at_length", jobs: 1).Select(word => $"'{word}'"));
        using var process = SimTool.Start(
            [("DOTNET_EnableWriteXorExecute", "0")], "bash", "-c", $"trap '' XFSZ; ulimit -f 70; exec dotnet '{SimTool.Tool}' {command}");
        var refused = await SimTool.EndOfAsync(process);
        var again = await SimTool.RunAsync(Command(folder, "campaign", "shortly_and_at_length"));
        var report = CampaignReport.Of(folder.Path("found.json"));

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("can't be written", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("did not: xxxx", refused.Output, StringComparison.Ordinal);
        Assert.Contains("did not: short", refused.Output, StringComparison.Ordinal);
        Assert.Equal("", again.Errors);
        Assert.Equal(2, report.Failures.Count);

        // The run that was under way when there was no room may be made, and counted, again.
        Assert.InRange(report.Runs + report.EarlierRuns, 40, 41);
    }

    [Fact]
    public async Task A_folder_with_something_else_in_it_is_refused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Path("campaign"));
        folder.Write("campaign/thesis.txt", "years of work");
        var result = await SimTool.RunAsync(Command(folder, "campaign", "Fails_in_four_ways"));

        Assert.Contains("is no folder for a campaign: it holds thesis.txt", result.Errors, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task A_folder_of_another_version_is_refused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Path("campaign"));
        folder.Write("campaign/campaign.json", """{"format":"sim-campaign-7"}""");
        var result = await SimTool.RunAsync(Command(folder, "campaign", "Fails_in_four_ways"));

        Assert.Contains("was written by another version of this tool", result.Errors, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    private static RunningCampaign Start(TemporaryFolder folder) => new(Command(folder, "campaign", Slow));

    private static string[] Command(TemporaryFolder folder, string campaign, string simulation, params string[] options) =>
        [.. CommandOf(folder, campaign, simulation, jobs: 2), .. options];

    private static string[] CommandOf(TemporaryFolder folder, string campaign, string simulation, int jobs) =>
        ["explore", SimTool.Fixtures, "--filter", simulation, "--campaign", folder.Path(campaign), "--jobs", $"{jobs}", "--json", folder.Path("found.json")];

    private static async Task<CampaignReport> ExploreAsync(TemporaryFolder folder, string campaign, string simulation, params string[] options)
    {
        var result = await SimTool.RunAsync(Command(folder, campaign, simulation, options));
        Assert.Equal("", result.Errors);
        return CampaignReport.Of(folder.Path("found.json"));
    }

    private static string[] FilesIn(TemporaryFolder folder, string part) =>
        [.. Directory.EnumerateFiles(folder.Path($"campaign/{part}"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
