namespace Sim.Docs;

/// <summary>Every block of C# in README and docs compiles.</summary>
public class SnippetTests
{
    /// <summary>How many may be marked as parts of something.</summary>
    private const int MostFragments = 3;

    private static readonly CodeBlockOfPage[] Blocks = [.. Page.All().SelectMany(static page => page.Blocks).Where(static block => block.Language is "csharp" or "cs" or "c#")];

    public static TheoryData<string> Places => [.. Blocks.Where(static block => !new Snippet(block).IsFragment).Select(static block => block.ToString())];

    [Theory]
    [MemberData(nameof(Places))]
    public void A_snippet_compiles(string place)
    {
        IReadOnlyList<string> errors = new Snippet(Blocks.Single(block => block.ToString() == place)).Errors();
        Assert.True(errors.Count == 0, $"{place}:\n{string.Join('\n', errors)}");
    }

    public static TheoryData<string> RunningPlaces => [.. Blocks.Where(static block => new Snippet(block).Runs).Select(static block => block.ToString())];

    [Theory]
    [MemberData(nameof(RunningPlaces))]
    public void A_snippet_that_runs_passes_and_is_deterministic(string place)
    {
        Snippet snippet = new(Blocks.Single(block => block.ToString() == place));
        for (ulong seed = 0; seed < 10; seed++)
        {
            RunResult[] runs = [snippet.Run(new() { Seed = seed }), snippet.Run(new() { Seed = seed })];
            Assert.All(runs, static run => Assert.True(run.Outcome == RunOutcome.Passed, run.Story));
            Assert.Equal(runs[0].Fingerprint, runs[1].Fingerprint);
        }
    }

    [Fact]
    public void A_snippet_that_does_not_hold_is_found() =>
        Assert.Equal(RunOutcome.Failed, new Snippet(new CodeBlockOfPage("Seeded.md", 1, "csharp", "run", "sim.Always(1 > 2, \"more\");")).Run(new()).Outcome);

    [Fact]
    public void Few_are_marked_as_fragments() => Assert.InRange(Blocks.Count(static block => new Snippet(block).IsFragment), 0, MostFragments);

    /// <summary>Mutation: Errors looks at warnings only.</summary>
    [Theory]
    [InlineData("sim.Nothing();", false)]
    [InlineData("int n = \"a\";", false)]
    [InlineData("class A { void B() => Missing(); }", false)]
    [InlineData("await sim.Network.Nowhere();", false)]
    [InlineData("sim.Log(\"a\");\n...\nawait Task.Delay(1);", true)]
    [InlineData("public async Task B(Simulation sim) { ... }", true)]
    [InlineData("using System.Text;\nclass A { StringBuilder? B; }", true)]
    public void A_snippet_that_does_not_compile_is_found(string code, bool compiles) =>
        Assert.Equal(compiles, new Snippet(new CodeBlockOfPage("Seeded.md", 1, "csharp", "", code)).Errors().Count == 0);
}
