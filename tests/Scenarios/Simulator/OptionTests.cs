namespace Sim.Scenarios.Simulators;

public class OptionTests
{
    private static readonly Dictionary<string, (RunOptions Options, string Range)> Wrong = new(StringComparer.Ordinal)
    {
        ["no steps"] = (new() { MaxSteps = 0 }, "MaxSteps goes from 1 to 1,000,000,000"),
        ["too many steps"] = (new() { MaxSteps = 1_000_000_001 }, "MaxSteps goes from 1 to 1,000,000,000"),
        ["no step time"] = (new() { StepTimeout = TimeSpan.FromMilliseconds(9) }, "StepTimeout is at least 00:00:00.01"),
        ["no virtual time"] = (new() { MaxVirtualTime = TimeSpan.Zero }, "MaxVirtualTime is at least"),
        ["unknown strategy"] = (new() { Strategy = "clever" }, "no strategy \"clever\". Use portfolio, random"),
        ["strategy with a wrong argument"] = (new() { Strategy = "sticky:1.5" }, "0 < P < 1"),
        ["no runs"] = (new ExploreOptions { Runs = 0 }, "Runs goes from 1"),
        ["no first run"] = (new ExploreOptions { FirstRun = 0 }, "FirstRun goes from 1"),
        ["no stride"] = (new ExploreOptions { Stride = 0 }, "Stride goes from 1 to 1,000,000"),
        ["too long a stride"] = (new ExploreOptions { Stride = 1_000_001 }, "Stride goes from 1 to 1,000,000"),
        ["no time"] = (new ExploreOptions { Time = TimeSpan.Zero }, "Time is at least 00:00:00.001"),
    };

    public static TheoryData<string> Names => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_option_out_of_range_is_refused_with_the_range(string name)
    {
        (RunOptions options, string range) = Wrong[name];
        bool ran = false;
        Task Body(Simulation sim)
        {
            ran = true;
            return Task.CompletedTask;
        }

        ArgumentException refused = options is ExploreOptions explore
            ? Assert.ThrowsAny<ArgumentException>(() => Simulator.Explore(Body, explore))
            : Assert.ThrowsAny<ArgumentException>(() => Simulator.Run(Body, options));
        Assert.Contains(range, refused.Message, StringComparison.Ordinal);
        Assert.False(ran);
    }

    [Fact]
    public void A_replay_checks_its_options_too()
    {
        RunOptions named = new() { Name = "named" };
        string token = Simulator.Run(static _ => Task.CompletedTask, named).Token;
        Assert.Throws<ArgumentOutOfRangeException>(() => Simulator.Replay(token, static _ => Task.CompletedTask, named with { StepTimeout = TimeSpan.Zero }));
    }

    [Fact]
    public void There_is_no_run_without_a_body_and_no_replay_without_a_token()
    {
        Assert.Throws<ArgumentNullException>(() => Simulator.Run(null!));
        Assert.Throws<ArgumentNullException>(() => Simulator.Explore(null!));
        Assert.Throws<ArgumentNullException>(() => Simulator.Replay("sim1-", null!));
        Assert.Throws<ArgumentNullException>(() => Simulator.Replay(null!, static _ => Task.CompletedTask));
    }
}
