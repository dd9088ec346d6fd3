namespace Sim.Properties.Runs;

public class LimitTests
{
    /// <remarks>Mutation: seen to fail when the limit was compared by "more than".</remarks>
    [Fact]
    public void A_run_ends_at_its_limit_of_steps_and_one_that_needs_fewer_does_not_notice_it() =>
        Holds.ForAll(Case.Calm, static @case =>
        {
            RunResult unlimited = @case.Run();
            int steps = unlimited.Steps;
            RunResult free = Simulator.Run(@case.Body, @case.Options with { MaxSteps = steps + 1 });
            RunResult cut = Simulator.Run(@case.Body, @case.Options with { MaxSteps = steps });

            Assert.Equal(Describe(unlimited), Describe(free));
            Assert.Equal((RunOutcome.StepLimit, steps), (cut.Outcome, cut.Steps));
        });

    /// <remarks>Mutation: seen to fail when the limit was compared by "at least".</remarks>
    [Fact]
    public void A_run_may_last_as_long_as_its_limit_says_and_no_longer() =>
        Holds.ForAll(Case.Calm, static @case =>
        {
            TimeSpan time = @case.Run().VirtualTime;
            if (time < TimeSpan.FromMilliseconds(1))
            {
                return;
            }

            Assert.Equal(RunOutcome.Passed, Simulator.Run(@case.Body, @case.Options with { MaxVirtualTime = time }).Outcome);
            RunResult cut = Simulator.Run(@case.Body, @case.Options with { MaxVirtualTime = time - TimeSpan.FromTicks(1) });
            Assert.Equal(RunOutcome.TimeLimit, cut.Outcome);
        });

    /// <remarks>Mutation: seen to hang when the watchdog looked at runs only while they were not over.</remarks>
    [Fact]
    public void A_leftover_thread_that_will_not_unwind_is_ended_by_the_watchdog()
    {
        // Long enough for the steps that do end, the first of which notes where it blocks: a stack, read cold.
        var options = new RunOptions { StepTimeout = TimeSpan.FromSeconds(2), Strategy = "fifo" };
        RunResult run = Simulator.Run(
            static async sim =>
            {
                _ = Task.Run(Resist);
                await Task.Delay(1);
            },
            options);

        Assert.Equal(RunOutcome.Passed, run.Outcome);
    }

    private static void Resist()
    {
        while (true)
        {
            try
            {
                new TaskCompletionSource().Task.Wait();
            }
            catch (ThreadInterruptedException)
            {
            }
        }
    }

    private static string Describe(RunResult run) =>
        $"{run.Outcome} {string.Join('\n', run.Trace.Select(static step => $"{step.Index} {step.Time} {step.Method} {step.Ready} {step.Pick} {string.Join('|', step.Log)}"))}";
}
