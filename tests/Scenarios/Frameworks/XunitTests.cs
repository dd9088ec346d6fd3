using System.Diagnostics;
using System.Text.RegularExpressions;
using Sim.Scenarios.Tool;

namespace Sim.Scenarios.Frameworks;

/// <summary>
/// Simulations as tests of xunit 2.9 and of xunit.v3, run by the real <c>dotnet test</c>. Seen to fail: the signature looked at after xunit has counted
/// the arguments (mistakes), what xunit gives to the constructor taken as it is (all with an output helper), member data without its class (theories of xunit.v3).
/// </summary>
public sealed partial class XunitTests(XunitRuns runs) : IClassFixture<XunitRuns>
{
    private static readonly string[] Passing =
    [
        "Basics.Holds",
        "Basics.Loses_one_of(payers: 1, word: \"alone\")",
        "BeforeAndAfter.Surround_all_runs",
        "Inputs.Come_from_arbitraries_of_their_own",
        "Inputs.Hold",
        "Lifetimes.Are_those_of_a_run",
        "Options.Can_end_it_after_some_time",
        "Options.Can_try_all_schedules",
        "Options.Take_rows_of_any_type(crew: crew of 1, greeting: \"hello\")",
        "Surroundings.The_global_queue_is_captured",
        "Surroundings.The_process_is_ready_for_exact_capture",
        "a seat, sold once",
    ];

    private static readonly string[] Failing =
    [
        "Basics.Loses_an_update",
        "Basics.Loses_one_of(payers: 2, word: \"together\")",
        "Inputs.Lose_an_update",
        "Inputs.Replay_an_input",
        "Options.Ask_for_what_never_comes",
        "Options.Can_fail_it_after_some_time",
        "Options.Replay_a_token",
        "Options.Replay_the_row_of_a_token(divisor: 3)",
        "Options.Replay_the_row_of_a_token(divisor: 5)",
        "Options.Take_rows_of_any_type(crew: crew of 2, greeting: \"hello\")",
    ];

    public static TheoryData<string> Packages => ["Xunit", "XunitV3"];

    public static TheoryData<string, string, string> Mistakes
    {
        get
        {
            (string Test, string Words)[] told =
            [
                ("Returns_nothing", "is marked [SimulationFact], but it returns Void, not Task. Declare it as `public async Task Returns_nothing(Simulation sim)`"),
                ("Takes_nothing", "its first parameter is not of type Simulation"),
                ("Takes_too_much", "rows of data are for [SimulationTheory]"),
                ("Takes_no_data(???: 1)", "without data it is a [SimulationFact]"),
                ("Takes_its_data_first(sim: 1)", "Declare it as `public async Task Takes_its_data_first(Simulation sim, ...)`"),
                ("Has_no_data", "No data found for"),
                ("Names_no_strategy", "There is no strategy \"luck\". Use portfolio,"),
                ("Names_no_duration", "Time = \"a while\" is no duration from 1ms to 8760h"),
                ("Wants_less_than_one_run", "Runs = -1 is less than one run"),
                ("Takes_what_nobody_makes", "FsCheck makes no values of Module module"),
                ("Takes_no_input", "it takes no data"),
                ("Wants_less_than_one_schedule", "Schedules goes from 1 to 1,000,000"),
                ("Has_a_damaged_token", "This token is damaged"),
                ("Has_a_foreign_token", "This token is of another simulation, not of Mistakes.Has_a_foreign_token"),
            ];
            TheoryData<string, string, string> all = [];
            foreach ((string test, string words) in told)
            {
                all.Add("Xunit", test, words);
                all.Add("XunitV3", test, words);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task Each_simulation_is_one_test_with_its_outcome(string package)
    {
        TestRun run = await runs.OfAsync(package);

        Assert.Equal(Passing, run.Outcomes.Where(static test => test.Value == "Passed").Select(static test => test.Key).Order(StringComparer.Ordinal));
        Assert.Equal(Failing, run.Outcomes.Where(static test => test.Value == "Failed" && !test.Key.StartsWith("Mistakes", StringComparison.Ordinal)).Select(static test => test.Key).Order(StringComparer.Ordinal));
        Assert.Equal("NotExecuted", run.Outcome("Options.Can_pass_it_by"));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task A_failure_is_told_with_the_line_that_replays_it_and_leads_to_the_users_code(string package)
    {
        TestRun run = await runs.OfAsync(package);

        string story = run.Message("Basics.Loses_an_update");
        Assert.Matches(@"Basics\.Loses_an_update +FAILED at run \d+ of 1,000", story);
        Assert.Matches(@"Basics\.cs:\d+  Assert\.Equal\(2, balance\);", story);
        Assert.Contains("[SimulationFact(Replay = \"sim1-", story, StringComparison.Ordinal);
        Assert.StartsWith("at Sim.XunitFixtures.Basics.Loses_an_update(Simulation sim)", run.Stack("Basics.Loses_an_update").TrimStart(), StringComparison.Ordinal);
        Assert.Contains("[SimulationTheory(Replay = \"sim1-", run.Message("Basics.Loses_one_of(payers: 2, word: \"together\")"), StringComparison.Ordinal);
    }

    /// <remarks>Seen to fail: every input had the size of the first, so that none was large enough to fail.</remarks>
    [Theory]
    [MemberData(nameof(Packages))]
    public async Task A_property_that_fails_is_told_with_its_smallest_input_and_smallest_schedule(string package)
    {
        TestRun run = await runs.OfAsync(package);

        string story = run.Message("Inputs.Lose_an_update");
        Assert.Matches(@"Inputs\.Lose_an_update +FAILED at run \d+ of 1,000", story);
        Assert.Contains("updates = [1, 1]", story, StringComparison.Ordinal);
        Assert.Contains("One departure from first come, first served is enough", story, StringComparison.Ordinal);
        Assert.Contains("[SimulationProperty(Replay = \"sim1-", story, StringComparison.Ordinal);
        Assert.Contains("nothing found in 100 runs", run.Output("Inputs.Hold"), StringComparison.Ordinal);
    }

    /// <summary>Seen to fail: the variable looked for under another name.</summary>
    [Theory]
    [MemberData(nameof(Packages))]
    public async Task A_failure_names_the_timeline_that_was_drawn_of_it(string package)
    {
        TestRun run = await runs.OfAsync(package);

        Match picture = Regex.Match(run.Message("Basics.Loses_an_update"), @"  Picture   (.+\.html)", RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.Contains("alice saw 0", File.ReadAllText(picture.Groups[1].Value.Trim()), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task What_the_failing_run_wrote_is_the_tests_output(string package)
    {
        TestRun run = await runs.OfAsync(package);

        Assert.Matches(@"0\.000000  test      alice saw 0\s+0\.000000  test      bob saw 0\s*$", run.Output("Basics.Loses_an_update"));
        Assert.Contains("nothing found in 50 runs", run.Output("Basics.Holds"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task What_never_came_to_pass_and_what_took_too_long_are_failures(string package)
    {
        TestRun run = await runs.OfAsync(package);

        Assert.Contains("Never reached: a full house", run.Message("Options.Ask_for_what_never_comes"), StringComparison.Ordinal);
        Assert.Contains("timed out after 300 milliseconds", run.Message("Options.Can_fail_it_after_some_time"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_a_test_that_fails_and_says_what_to_do(string package, string test, string words)
    {
        TestRun run = await runs.OfAsync(package);

        Assert.Equal("Failed", run.Outcome($"Mistakes.{test}"));
        Assert.Contains(words, run.Message($"Mistakes.{test}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pasted_token_replays_the_one_run_in_another_process()
    {
        TestRun first = await runs.OfAsync("Xunit");
        TestRun again = await TestRun.OfAsync("Xunit", "FullyQualifiedName~.Replay_", TokensOf(first));

        Assert.Contains("drew ", again.Output("Options.Replay_a_token"), StringComparison.Ordinal);
        Assert.Equal(Token(first.Message("Options.Replay_a_token")), Token(again.Message("Options.Replay_a_token")));
        Assert.DoesNotContain("at run", again.Message("Options.Replay_a_token"), StringComparison.Ordinal);
        Assert.DoesNotContain("at run", again.Message("Options.Replay_the_row_of_a_token(divisor: 5)"), StringComparison.Ordinal);
        Assert.Contains("updates = [1, 1]", again.Output("Inputs.Replay_an_input"), StringComparison.Ordinal);
        Assert.DoesNotContain("at run", again.Message("Inputs.Replay_an_input"), StringComparison.Ordinal);
        Assert.Equal(Token(first.Message("Inputs.Replay_an_input")), Token(again.Message("Inputs.Replay_an_input")));
        Assert.Contains("at run", again.Message("Options.Replay_the_row_of_a_token(divisor: 3)"), StringComparison.Ordinal);
    }

    /// <summary>A project of xunit.v3 is a program, and prepares its own process: no settings reach it.</summary>
    [Fact]
    public async Task A_program_of_xunit_v3_that_is_started_by_itself_replays_too()
    {
        TestRun first = await runs.OfAsync("XunitV3");
        string program = Path.Combine(TestRun.FolderOf("XunitV3"), "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "Sim.XunitV3Fixtures.dll");
        using Process process = TestRun.Start("dotnet", [program, "-class", "Sim.XunitFixtures.Options", "-class", "Sim.XunitFixtures.Surroundings", "-noColor"], TokensOf(first));
        ToolResult end = await SimTool.EndOfAsync(process);

        Assert.Contains(Token(first.Message("Options.Replay_a_token")), end.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"Options\.Replay_a_token +FAILED at run", end.Output);
        Assert.DoesNotContain("Surroundings.The_process_is_ready_for_exact_capture [FAIL]", end.Output, StringComparison.Ordinal);
    }

    private static (string Name, string Value)[] TokensOf(TestRun run) =>
    [
        ("SIM_FIXTURE_FACT_TOKEN", Token(run.Message("Options.Replay_a_token"))),
        ("SIM_FIXTURE_PROPERTY_TOKEN", Token(run.Message("Inputs.Replay_an_input"))),
        ("SIM_FIXTURE_THEORY_TOKEN", Token(run.Message("Options.Replay_the_row_of_a_token(divisor: 5)"))),
    ];

    /// <summary>The token that a story names.</summary>
    internal static string Token(string story) => TokenIn().Match(story) is { Success: true } found ? found.Value : throw new InvalidOperationException($"No token in: {story}");

    [GeneratedRegex("sim1-[A-Za-z0-9_-]+")]
    private static partial Regex TokenIn();
}
