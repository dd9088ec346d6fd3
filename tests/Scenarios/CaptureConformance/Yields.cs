using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class Yields(ITestOutputHelper output) : ConformanceTests<Yields>(output)
{
    public static Conformance Two_tasks_interleave_at_every_yield => Body(async () =>
    {
        Trail trail = new();
        async Task Run(string mark)
        {
            trail.Add(mark);
            await Task.Yield();
            trail.Add(mark.ToUpperInvariant());
        }

        Task a = Task.Run(() => Run("a"));
        Task b = Task.Run(() => Run("b"));
        await a;
        await b;
        return trail.ToString();
    }).Allows("aAbB", "abAB", "abBA", "bBaA", "baAB", "baBA");

    public static Conformance One_task_may_run_five_steps_while_another_waits => Body(async () =>
    {
        int steps = 0;
        bool stop = false;
        async Task Walk()
        {
            while (steps < 5 && !Volatile.Read(ref stop))
            {
                Interlocked.Increment(ref steps);
                await Task.Yield();
            }
        }

        Task walker = Task.Run(Walk);
        await Task.Run(() => Volatile.Write(ref stop, true));
        await walker;
        return $"{steps}";
    }).Allows("0", "1", "2", "3", "4", "5").Seeds(500);

    public static Conformance A_loop_that_yields_until_a_flag_is_set_ends => Body(async () =>
    {
        bool flag = false;
        Task setter = Task.Run(async () =>
        {
            await Task.Yield();
            Volatile.Write(ref flag, true);
        });
        while (!Volatile.Read(ref flag))
        {
            await Task.Yield();
        }

        await setter;
        return "done";
    }).Allows("done");

    public static Conformance A_yield_leaves_the_caller_behind => Body(async () =>
    {
        Trail trail = new();
        async Task Callee()
        {
            trail.Add("a");
            await Task.Yield();
            trail.Add("c");
        }

        Task callee = Callee();
        trail.Add("b");
        await callee;
        return trail.ToString();
    }).Allows("abc").Gap("acb", Reasons.AtomicStep);
}
