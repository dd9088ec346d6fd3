using FsCheck;
using FsCheck.Fluent;
#if XUNIT_V3
using System.Runtime.CompilerServices;
#else
using Xunit.Abstractions;
#endif

namespace Sim.XunitFixtures;

/// <summary>Properties: inputs times schedules.</summary>
public sealed class Inputs(ITestOutputHelper output)
{
    [SimulationProperty(Inputs = 20, Schedules = 5)]
    public async Task Hold(Simulation sim, int[] amounts, string word)
    {
        int sum = 0;
        await Task.WhenAll(amounts.Select(amount => Task.Run(() => Interlocked.Add(ref sum, amount))));
        output.WriteLine($"{word}: {sum}");
        Assert.Equal(amounts.Aggregate(0, static (all, amount) => unchecked(all + amount)), sum);
    }

    [SimulationProperty(Arbitrary = [typeof(Few)], Inputs = 20)]
    public async Task<bool> Come_from_arbitraries_of_their_own(Simulation sim, int few)
    {
        await Task.Yield();
        return few is >= 0 and < 4;
    }

    [SimulationProperty(Arbitrary = [typeof(Few)])]
    public Task Lose_an_update(Simulation sim, int[] updates) => CountAsync(updates);

    [PinnedProperty]
    public Task Replay_an_input(Simulation sim, int[] updates) => CountAsync(updates);

    private static async Task CountAsync(int[] updates)
    {
        int counter = 0;
        await Task.WhenAll(updates.Select((count, client) => Task.Run(() => CountAsync(client, count))));
        Assert.Equal(updates.Sum(), counter);

        async Task CountAsync(int client, int count)
        {
            for (int turn = 0; turn < client; turn++)
            {
                await Task.Yield();
            }

            for (int update = 0; update < count; update++)
            {
                int seen = counter;
                await Task.Yield();
                counter = seen + 1;
            }
        }
    }

    /// <summary>Small numbers.</summary>
    public static class Few
    {
        public static Arbitrary<int> Numbers() => Arb.From(Gen.Choose(0, 3), static number => Enumerable.Range(0, number));
    }

    /// <summary>Replays what whoever starts the tests says.</summary>
    private sealed class PinnedPropertyAttribute : SimulationPropertyAttribute
    {
#if XUNIT_V3
        public PinnedPropertyAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
            : base(file, line)
#else
        public PinnedPropertyAttribute()
#endif
        {
            Arbitrary = [typeof(Few)];
            Replay = Environment.GetEnvironmentVariable("SIM_FIXTURE_PROPERTY_TOKEN");
        }
    }
}
