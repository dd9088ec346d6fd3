namespace Sim.Scenarios.Hygiene;

public class LeftoverTests
{
    [Fact]
    public void No_file_holds_a_leftover() => Findings.AssertNone(LeftoverRules.Check(Repository.TextFiles()));

    [Theory]
    [InlineData("A.cs", "// TO" + "DO: later")]
    [InlineData("A.md", "a HA" + "CK")]
    [InlineData("A.cs", "throw new Not" + "ImplementedException();")]
    [InlineData("A.cs", "[Fact(Sk" + "ip = \"flaky\")]")]
    [InlineData("a.sh", "cd /ho" + "me/somebody")]
    [InlineData("a.json", "\"/ro" + "ot/x\"")]
    [InlineData("nuget.config", "https:/" + "/api.nuget.org/v3")]
    public void Each_kind_of_leftover_is_found_with_its_line(string path, string text) =>
        Assert.StartsWith($"{path}:2:", Assert.Single(LeftoverRules.Check([new SourceText(path, "\n" + text)])));

    [Theory]
    [InlineData("A.cs", "items.Skip(1); // the whole toolbox")]
    [InlineData("A.md", "src/home/page, https://example.org/root/x, the NuGet package")]
    public void What_only_looks_like_a_leftover_passes(string path, string text) =>
        Assert.Empty(LeftoverRules.Check([new SourceText(path, text)]));

    [Fact]
    public void The_scan_sees_hidden_files_and_no_build_output()
    {
        string[] paths = [.. Repository.TextFiles().Select(file => file.Path)];

        Assert.Contains(".editorconfig", paths);
        Assert.DoesNotContain(paths, path => path.Contains("/obj/", StringComparison.Ordinal));
    }
}
