using FsCheck;
using FsCheck.Fluent;
using Sim.Gauntlet.Programs.Services;

namespace Sim.Properties.SimulationProperties;

/// <summary>
/// Input and schedule shrink together to minima that are known from elsewhere: an exhaustive search proves that no smaller input fails under any schedule, and
/// that the smallest fails under no schedule with fewer departures.
/// </summary>
public class LostUpdateTests
{
    private static readonly Arbitrary<int[]> s_updates = Arb.From(
        from clients in Gen.Choose(0, 5)
        from updates in Gen.ArrayOf(Gen.Choose(0, 4), clients)
        select updates,
        ArbMap.Default.ArbFor<int[]>().Shrinker).Filter(static updates => updates.All(static count => count >= 0));

    [Fact]
    public void The_gauntlets_lost_update_shrinks_to_two_clients_with_one_update_each_for_every_seed()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            PropertyReport found = SimulationProperty.Check(s_updates, Gauntlet, new PropertyOptions { Seed = seed, Inputs = 30 });

            Assert.Equal([1, 1], Assert.IsType<int[]>(Assert.Single(found.Input!)));
            Assert.Equal(0, found.Failure!.Departures);
        }

        Assert.All((int[][])[[], [0], [1], [0, 1], [1, 0]], static smaller => AssertClean(sim => Gauntlet(sim, smaller)));
    }

    [Fact]
    public void Where_a_departure_is_needed_the_schedule_shrinks_to_it_as_the_input_shrinks()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            PropertyReport found = SimulationProperty.Check(s_updates, Staggered, new PropertyOptions { Seed = seed, Inputs = 30 });

            Assert.Equal([1, 1], Assert.IsType<int[]>(Assert.Single(found.Input!)));
            Assert.Equal(1, found.Failure!.Departures);
            Assert.True(((int[])found.OriginalInput![0]!).Sum() > 2 || found.Original!.Departures >= 1);
        }

        Exploration first = Explore(static sim => Staggered(sim, [1, 1]), "exhaustive:0:1000");
        Assert.Null(first.Failure);
        Assert.True(first.Verdict!.IsComplete);
        Assert.All((int[][])[[], [0], [1], [0, 1], [1, 0]], static smaller => AssertClean(sim => Staggered(sim, smaller)));
    }

    [Fact]
    public void The_same_check_finds_the_same()
    {
        string[] tokens = [.. Enumerable.Range(0, 2).Select(static _ => SimulationProperty.Check(s_updates, Staggered, new PropertyOptions { Seed = 7 }).Failure!.Token)];

        Assert.Equal(tokens[0], tokens[1]);
    }

    [Fact]
    public void One_token_replays_the_smallest_input_and_the_smallest_schedule()
    {
        PropertyReport found = SimulationProperty.Check(s_updates, Staggered, new PropertyOptions { Seed = 3 });

        PropertyReport again = SimulationProperty.Check(s_updates, Staggered, new PropertyOptions { Replay = found.Failure!.Token });

        Assert.Equal(found.Failure.Fingerprint, again.Failure!.Fingerprint);
        Assert.Equal([1, 1], Assert.IsType<int[]>(Assert.Single(again.Input!)));
        Assert.Contains("updates = [1, 1]", again.Failure.Trace.SelectMany(static step => step.Log));
    }

    [Fact]
    public void The_twin_holds()
    {
        PropertyReport found = SimulationProperty.Check(s_updates, static (sim, updates) => new LostCounterUpdate(sim, isFixed: true, updates).RunAsync(), new PropertyOptions { Inputs = 30 });

        Assert.Null(found.Failure);
        Assert.Equal((30, 300), (found.Inputs, found.Runs));
        found.ThrowIfFailed();
    }

    [Fact]
    public void Inputs_grow_from_the_first_to_the_last()
    {
        List<int> lengths = [];

        SimulationProperty.Check<int[]>(
            (_, values) =>
            {
                lengths.Add(values.Length);
                return Task.CompletedTask;
            },
            new PropertyOptions { Schedules = 1 }).ThrowIfFailed();

        Assert.InRange(lengths.Take(40).Max(), 0, 12);
        Assert.InRange(lengths.TakeLast(40).Max(), 30, 100);
    }

    [Fact]
    public void The_story_has_the_input_and_the_line_that_replays()
    {
        PropertyReport found = SimulationProperty.Check(s_updates, Staggered, new PropertyOptions { Seed = 3 });

        SimulationFailedException failed = Assert.Throws<SimulationFailedException>(found.ThrowIfFailed);
        Assert.Contains("updates = [1, 1]", failed.Message, StringComparison.Ordinal);
        Assert.Contains("Smallest input (found with a larger one, made smaller", failed.Message, StringComparison.Ordinal);
        Assert.Contains("One departure from first come, first served is enough", failed.Message, StringComparison.Ordinal);
        Assert.EndsWith($"In code   new PropertyOptions {{ Replay = \"{found.Failure!.Token}\" }}", failed.Message, StringComparison.Ordinal);
    }

    private static Task Gauntlet(Simulation sim, int[] updates) => new LostCounterUpdate(sim, isFixed: false, updates).RunAsync();

    /// <summary>Each client comes when, first come, first served, the one before it is done.</summary>
    private static async Task Staggered(Simulation sim, int[] updates)
    {
        int counter = 0;
        await Task.WhenAll(updates.Select((count, client) => Task.Run(() => CountAsync(client, count))));
        sim.Always(counter == updates.Sum(), "no update is lost");

        async Task CountAsync(int client, int count)
        {
            for (int turn = 0; turn < client; turn++)
            {
                await Task.Yield();
            }

            for (int update = 0; update < count; update++)
            {
                int read = counter;
                await Task.Yield();
                counter = read + 1;
            }
        }
    }

    private static void AssertClean(Func<Simulation, Task> body)
    {
        Exploration all = Explore(body, "exhaustive");
        Assert.True(all.Verdict!.IsClean, all.Verdict.Words);
    }

    private static Exploration Explore(Func<Simulation, Task> body, string strategy) => Simulator.Explore(body, new ExploreOptions { Strategy = strategy, Runs = 100_000 });
}
