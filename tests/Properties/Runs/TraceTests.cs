namespace Sim.Properties.Runs;

public class TraceTests
{
    [Fact]
    public void Virtual_time_never_goes_back() =>
        Holds.ForAll(Case.Any, static @case =>
        {
            RunResult run = @case.Run();
            TimeSpan[] times = [.. run.Trace.Select(static step => step.Time)];

            Assert.Equal(times.Order(), times);
            Assert.True(times[0] == TimeSpan.Zero && times[^1] <= run.VirtualTime);
        }, cases: 200);

    [Fact]
    public void A_step_picks_one_of_what_was_ready_or_the_next_timer() =>
        Holds.ForAll(Case.Any, static @case =>
        {
            RunResult run = @case.Run();

            Assert.Equal(run.Steps, run.Trace.Count);
            Assert.Equal(Enumerable.Range(0, run.Steps), run.Trace.Select(static step => step.Index));
            Assert.All(run.Trace, step => Assert.InRange(step.Pick, 0, @case.Ordering == Ordering.Loop ? 0 : step.Ready));
        }, cases: 200);

    [Fact]
    public void First_come_first_served_departs_at_most_in_how_continuations_are_run() =>
        Holds.ForAll(Case.Any, static @case =>
        {
            RunResult run = (@case with { Strategy = "fifo" }).Run();

            Assert.All(run.Trace, static step => Assert.Equal(0, step.Pick));
        });
}
