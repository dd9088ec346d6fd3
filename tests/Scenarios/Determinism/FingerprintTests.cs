namespace Sim.Scenarios.Determinism;

public class FingerprintTests
{
    private static async Task Mixed(Simulation sim)
    {
        using SemaphoreSlim gate = new(1);
        async Task Work(int number)
        {
            await gate.WaitAsync();
            await Task.Delay(sim.Random.Next(3)).ConfigureAwait(false);
            ThreadPool.QueueUserWorkItem(static _ => { });
            sim.Log($"{number} at {sim.Time.GetUtcNow():ss.fff}");
            gate.Release();
        }

        await Task.WhenAll(Work(1), Work(2), Work(3));
    }

    [Fact]
    public void The_same_seed_gives_the_same_run() => Assert.All(Twice.RunSeeds(50, Mixed), static run => Assert.Equal(RunOutcome.Passed, run.Outcome));

    [Fact]
    public void Other_seeds_give_other_runs() =>
        Assert.InRange(Twice.RunSeeds(50, Mixed).Select(static run => run.Fingerprint).Distinct(StringComparer.Ordinal).Count(), 40, 50);

    [Fact]
    public void Threads_that_hammer_the_pool_and_the_timers_beside_it_change_nothing()
    {
        string[] quiet = [.. Twice.RunSeeds(30, Mixed).Select(static run => run.Fingerprint)];
        using CancellationTokenSource enough = new();
        void Hammer()
        {
            while (!enough.IsCancellationRequested)
            {
                ThreadPool.QueueUserWorkItem(static _ => { });
                using Timer timer = new(static _ => { }, null, 1, 1);
                Task.Delay(1).Wait();
            }
        }

        Thread[] noise = [new(Hammer), new(Hammer)];
        Array.ForEach(noise, static thread => thread.Start());
        string[] noisy = [.. Twice.RunSeeds(30, Mixed).Select(static run => run.Fingerprint)];
        enough.Cancel();
        Array.ForEach(noise, static thread => thread.Join());
        Assert.Equal(quiet, noisy);
    }

    [Fact]
    public void Random_Shared_gives_the_same_numbers_for_the_same_seed_and_others_for_another()
    {
        string[] numbers = [.. Twice.RunSeeds(10, static async sim =>
        {
            int first = Random.Shared.Next();
            int second = await Task.Run(static () => Random.Shared.Next());
            sim.Log($"{first} {second}");
        }).Select(static run => run.Trace.SelectMany(static step => step.Log).Single())];
        Assert.Distinct(numbers);
    }

    [Fact]
    public void What_the_code_draws_for_itself_does_not_shift_the_schedule()
    {
        static Func<Simulation, Task> Body(int draws) => async sim =>
        {
            for (int i = 0; i < draws; i++)
            {
                sim.Choose(10);
            }

            await Task.WhenAll(Enumerable.Range(0, 5).Select(static async _ =>
            {
                await Task.Yield();
                await Task.Yield();
            }));
        };
        foreach (ulong seed in (ulong[])[1, 2, 3])
        {
            static IEnumerable<int> Picks(RunResult run) => run.Trace.Select(static step => step.Pick);
            RunOptions options = new() { Seed = seed };
            Assert.Equal(Picks(Twice.Run(Body(0), options)), Picks(Twice.Run(Body(7), options)));
        }
    }
}
