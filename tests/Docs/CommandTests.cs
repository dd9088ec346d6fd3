using System.Text.RegularExpressions;

namespace Sim.Docs;

/// <summary>
/// Every command in README and docs is run by CI, or <c>commands.txt</c> says why not. Each line of that list is a command, <c>=&gt;</c>, and either
/// the file that runs it with words that stand there (<c>FILE: WORDS</c>) or <c>not run: REASON</c>. Commands stand in blocks marked sh, output in unmarked ones.
/// </summary>
public partial class CommandTests
{
    private const string NotRun = "not run";

    private static readonly CodeBlockOfPage[] Blocks = [.. Page.All().SelectMany(static page => page.Blocks)];

    private static readonly Dictionary<string, string> Listed =
        File.ReadLines(Path.Combine(Repository.Root, "tests/Docs/commands.txt"))
            .Where(static line => line.Contains(" => ", StringComparison.Ordinal))
            .ToDictionary(static line => line.Split(" => ")[0], static line => line.Split(" => ")[1], StringComparer.Ordinal);

    [Fact]
    public void Every_command_is_run_by_ci_or_has_a_reason_why_not()
    {
        string[] unknown = [.. from block in Blocks where block.Language == "sh" from command in Commands(block.Text) where !Listed.ContainsKey(command) select $"{block}: {command}"];
        Assert.True(unknown.Length == 0, $"Not in tests/Docs/commands.txt:\n{string.Join('\n', unknown)}");
    }

    [Fact]
    public void The_list_names_no_command_that_is_gone() =>
        Assert.Empty(Listed.Keys.Except(Blocks.Where(static block => block.Language == "sh").SelectMany(static block => Commands(block.Text))));

    /// <summary>Mutation: a place of the list names words that its file does not have.</summary>
    [Fact]
    public void What_is_said_to_run_a_command_has_it() => Assert.All(Listed, static entry =>
    {
        string[] parts = entry.Value.Split(": ", 2);
        Assert.Equal(2, parts.Length);
        if (parts[0] != NotRun)
        {
            Assert.Contains(parts[1], File.ReadAllText(Path.Combine(Repository.Root, parts[0])), StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Commands_stand_in_blocks_that_say_so() =>
        Assert.Empty(Blocks.Where(static block => block.Language is "" && block.Text.Split('\n').Any(LooksLikeCommand)).Select(static block => block.ToString()));

    [Theory]
    [InlineData("dotnet test   # all", "dotnet test")]
    [InlineData("sim explore a \\\n    --runs 3\n\n# said\ncd b", "sim explore a --runs 3|cd b")]
    public void Commands_are_read_line_by_line(string text, string commands) => Assert.Equal(commands.Split('|'), Commands(text));

    [Theory]
    [InlineData("dotnet test", true)]
    [InlineData("  Seat 12A was sold twice: run dotnet test", false)]
    public void A_command_is_told_from_output(string line, bool command) => Assert.Equal(command, LooksLikeCommand(line));

    private static bool LooksLikeCommand(string line) => CommandStart().IsMatch(line);

    private static IEnumerable<string> Commands(string text) =>
        from line in Continued().Replace(text.Replace("\r", "", StringComparison.Ordinal), " ").Split('\n')
        let command = Comment().Replace(line, "").Trim()
        where command != ""
        select command;

    [GeneratedRegex(@"\s*\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"(^|\s)#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(dotnet|sim|curl|taskset|\.ci/\w+|[A-Z_]+=\S+) \S")]
    private static partial Regex CommandStart();
}
