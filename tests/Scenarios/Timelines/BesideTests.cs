namespace Sim.Scenarios.Timelines;

/// <summary>A finding is shown beside a run that passes and differs as little as is known.</summary>
public class BesideTests
{
    /// <summary>Two that look and then write: each write is one too many when both looked before.</summary>
    private static async Task Race(Simulation sim)
    {
        int count = 0;
        await Task.WhenAll(Once(), Once());
        sim.Always(count == 2, "both count");

        async Task Once()
        {
            await Task.Yield();
            int seen = count;
            sim.Log($"saw {seen}");
            await Task.Yield();
            count = seen + 1;
        }
    }

    /// <summary>Seen to fail: the run of the choices before the last swap, which fails, instead of after it.</summary>
    [Fact]
    public void An_exploration_knows_a_passing_run_and_so_does_a_token()
    {
        Exploration found = Simulator.Explore(Race, new ExploreOptions { Runs = 200, Seed = 1 });
        RunResult failure = Assert.IsType<RunResult>(found.Failure);
        RunResult? passing = found.Passing;
        if (passing is null)
        {
            // It fails first come, first served: no departure can be taken back.
            Assert.Equal(0, failure.Departures);
            Assert.Null(Simulator.FindPassing(failure.Token, Race));
            return;
        }

        Assert.Equal(RunOutcome.Passed, passing.Outcome);
        Assert.NotNull(failure.Trace.FirstDifference(passing.Trace));
        Assert.Equal(passing.Fingerprint, Simulator.FindPassing(failure.Token, Race)?.Fingerprint);
        Assert.Equal(failure.Fingerprint, Simulator.Replay(failure.Token, Race).Fingerprint);
    }

    [Fact]
    public void Where_nothing_fails_there_is_no_timeline_of_a_failure()
    {
        Exploration found = Simulator.Explore(static _ => Task.CompletedTask, new ExploreOptions { Runs = 2 });
        Assert.Null(found.Passing);
        Assert.Throws<ArgumentException>(() => Timeline.Of(found));
        Assert.Throws<InvalidOperationException>(() => found.WriteTimeline("x.html"));
    }

    /// <summary>Seen to fail: a stop at the step after.</summary>
    [Fact]
    public void A_run_stops_before_a_step_and_knows_what_is_ready_and_who_waits()
    {
        var stops = new List<StepContext>();
        RunResult plain = Simulator.Run(Race, new RunOptions { Strategy = "fifo" });
        RunResult stopped = Simulator.Run(Race, new RunOptions { Strategy = "fifo", Break = new StepBreak(1, stops.Add) });
        StepContext stop = Assert.Single(stops);
        Assert.Equal((1, "test", plain.Trace[1].Method), (stop.Index, stop.Host, stop.Method));
        Assert.Equal(plain.Trace[1].Ready, stop.Ready.Count);
        Assert.Equal("BesideTests.Race", stop.Frames[^1].Method);
        Assert.Equal(plain.Fingerprint, stopped.Fingerprint);
    }
}
