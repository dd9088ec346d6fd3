namespace Sim.ToolFixtures;

/// <summary>Simulations that fail under some schedule, or under every one.</summary>
public sealed class FailingSimulations
{
    private int _stock = 1;
    private int _sold;

    [Simulation(Runs = 1_000)]
    public async Task The_last_ticket_is_sold_once(Simulation sim)
    {
        await Task.WhenAll(Task.Run(BuyAsync), Task.Run(BuyAsync));
        sim.Always(_sold == 1, "the last ticket is sold once");
    }

    [Simulation]
    public static Task Always_throws(Simulation sim) =>
        throw new InvalidOperationException($"thrown under seed {sim.Seed}");

    private async Task BuyAsync()
    {
        if (_stock > 0)
        {
            await Task.Yield();
            _stock--;
            _sold++;
        }
    }
}
