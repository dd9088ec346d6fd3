using Sim.Properties.Programs;

namespace Sim.Properties.Runs;

public class TraceTests
{
    /// <remarks>Mutation: seen to fail when the clock began anew once the body was done.</remarks>
    [Fact]
    public void Virtual_time_never_goes_back() =>
        Holds.ForAll(Case.Any, static @case =>
        {
            RunResult run = @case.Run();
            TimeSpan[] times = [.. run.Trace.Select(static step => step.Time)];

            Assert.Equal(times.Order(), times);
            Assert.True(times[0] == TimeSpan.Zero && times[^1] <= run.VirtualTime);
        }, cases: 200);

    /// <remarks>Mutation: seen to fail when the trace was told the number of candidates instead of the pick.</remarks>
    [Fact]
    public void A_step_picks_one_of_what_was_ready_or_the_next_timer() =>
        Holds.ForAll(Case.Any, static @case =>
        {
            RunResult run = @case.Run();

            Assert.Equal(run.Steps, run.Trace.Count);
            Assert.Equal(Enumerable.Range(0, run.Steps), run.Trace.Select(static step => step.Index));
            Assert.All(run.Trace, step => Assert.InRange(step.Pick, 0, @case.Ordering == Ordering.Loop ? 0 : step.Ready));
        }, cases: 200);

    /// <remarks>Seen to fail when the name had the type's arguments in it: two such methods share their code, and whichever ran first gave the name.</remarks>
    [Fact]
    public void Methods_that_share_their_code_share_their_identity()
    {
        Assert.Equal(MethodNames.Identity(new Generic<string>().Lambda.Method), MethodNames.Identity(new Generic<Uri>().Lambda.Method));
    }

    /// <remarks>Mutation: seen to fail when fifo picked the newest.</remarks>
    [Fact]
    public void First_come_first_served_departs_at_most_in_how_continuations_are_run() =>
        Holds.ForAll(Case.Any, static @case =>
        {
            RunResult run = (@case with { Strategy = "fifo" }).Run();

            Assert.All(run.Trace, static step => Assert.Equal(0, step.Pick));
        });

    /// <remarks>Mutation: seen to fail when the search for a step's lines began one line too late.</remarks>
    [Fact]
    public void Every_line_that_is_logged_stands_once_in_the_trace_and_in_order() =>
        Holds.ForAll(Case.Any, static @case =>
        {
            List<string> logged = [];
            RunResult run = Simulator.Run(
                async sim =>
                {
                    for (int i = 0; i < 20; i++)
                    {
                        Log(sim, $"line {logged.Count}");
                        await Interpreter.Run(sim, @case.Program with { Op = Op.Yield });
                        await (i % 3 == 0 ? Task.Delay(1) : Task.CompletedTask);
                        Log(sim, $"line {logged.Count}");
                    }
                },
                @case.Options);

            Assert.Equal(logged, run.Trace.SelectMany(static step => step.Log).Where(static line => line.StartsWith("line", StringComparison.Ordinal)));

            void Log(Simulation sim, string line)
            {
                logged.Add(line);
                sim.Log(line);
            }
        }, cases: 30);

    private sealed class Generic<T>
    {
        public Action Lambda { get; } = static () => _ = typeof(T);
    }
}
