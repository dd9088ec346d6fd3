#if !XUNIT_V3
using Xunit.Abstractions;
#endif

namespace Sim.XunitFixtures;

/// <summary>What most simulations are: one that holds, and one that does not.</summary>
public sealed class Basics(ITestOutputHelper output)
{
    [SimulationFact(Runs = 50)]
    public async Task Holds(Simulation sim)
    {
        int sum = 0;
        await Task.WhenAll(Task.Run(() => sum++), Task.Delay(TimeSpan.FromHours(1)));
        output.WriteLine($"{sum} after {sim.Time.GetUtcNow().Hour} h");
        Assert.Equal(1, sum);
    }

    [SimulationFact]
    public async Task Loses_an_update(Simulation sim)
    {
        int balance = 0;
        async Task Pay(string who)
        {
            await Task.Yield();
            int seen = balance;
            output.WriteLine("{0} saw {1}", who, seen);
            await Task.Yield();
            balance = seen + 1;
        }

        await Task.WhenAll(Pay("alice"), Pay("bob"));
        Assert.Equal(2, balance);
    }

    [SimulationTheory(Runs = 200)]
    [InlineData(1, "alone")]
    [InlineData(2, "together")]
    public async Task Loses_one_of(Simulation sim, int payers, string word)
    {
        int balance = 0;
        async Task Pay()
        {
            await Task.Yield();
            int seen = balance;
            await Task.Yield();
            balance = seen + 1;
        }

        await Task.WhenAll(Enumerable.Range(0, payers).Select(_ => Pay()));
        Assert.True(balance == payers, $"{word}: {balance} of {payers}");
    }
}
