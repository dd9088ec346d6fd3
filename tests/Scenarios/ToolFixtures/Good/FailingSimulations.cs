namespace Sim.ToolFixtures;

/// <summary>Simulations that fail under some schedule, or under every one.</summary>
public sealed class FailingSimulations
{
    private int _stock = 1;
    private int _sold;

    [Simulation(Runs = 1_000)]
    public async Task The_last_ticket_is_sold_once(Simulation sim)
    {
        await Task.WhenAll(Task.Run(() => BuyAsync(sim, "alice", late: 0)), Task.Run(() => BuyAsync(sim, "bob", late: 2)));
        sim.Always(_sold == 1, "the last ticket is sold once");
    }

    [Simulation]
    public static Task Always_throws(Simulation sim) =>
        throw new InvalidOperationException($"thrown under seed {sim.Seed}");

    // Bob comes late enough that, first come, first served, he finds no ticket.
    private async Task BuyAsync(Simulation sim, string name, int late)
    {
        for (var step = 0; step < late; step++)
        {
            await Task.Yield();
        }

        if (_stock > 0)
        {
            sim.Log($"{name}: there is a ticket");
            await Task.Yield();
            _stock--;
            _sold++;
            sim.Log($"{name}: bought it");
        }
    }
}
