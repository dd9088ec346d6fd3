using Sim;

namespace Gossip.Simulations;

/// <summary>What a group promises: the dead are known to all, the living are not buried, and what was cut in two grows together.</summary>
public sealed class GossipSimulations
{
    private const int Count = 8;

    /// <summary>Each round of probes reaches each member, a suspect has five periods, and news take a few more.</summary>
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(Count + 5 + 10);

    [Simulation]
    public async Task A_crashed_member_is_known_dead_by_all(Simulation sim)
    {
        var group = new Group(sim, Count);
        await Task.Delay(TimeSpan.FromSeconds(3));
        group.Hosts[sim.Choose(Count)].Crash();
        await sim.Eventually(group.Agrees, s_bound);
    }

    [Simulation]
    public async Task A_member_that_starts_again_is_known_alive_by_all(Simulation sim)
    {
        var group = new Group(sim, Count);
        await Task.Delay(TimeSpan.FromSeconds(3));
        SimulatedHost gone = group.Hosts[sim.Choose(Count)];
        gone.Crash();
        await sim.Eventually(group.Agrees, s_bound);
        gone.Restart();
        await gone.Started;
        await sim.Eventually(group.Agrees, s_bound);
    }

    [Simulation]
    public async Task A_group_that_was_cut_in_two_grows_together(Simulation sim)
    {
        var group = new Group(sim, Count);
        string[] left = [.. group.Hosts.Take(Count / 2).Select(static host => host.Name)];
        string[] right = [.. group.Hosts.Skip(Count / 2).Select(static host => host.Name)];
        await Task.Delay(TimeSpan.FromSeconds(3));
        using (sim.Network.Partition(left, right))
        {
            await sim.Eventually(() => Enumerable.Range(Count / 2, Count / 2).All(member => group.Buried(0, member)), 2 * s_bound);
        }

        await sim.Eventually(group.Agrees, 4 * s_bound);
    }

    [Simulation]
    public async Task Nobody_is_buried_in_calm(Simulation sim)
    {
        var group = new Group(sim, Count);
        for (int second = 0; second < 30; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            sim.Always(Enumerable.Range(0, Count).All(by => Enumerable.Range(0, Count).All(member => !group.Buried(by, member))), "nobody is taken for dead");
        }
    }

    [Simulation]
    public async Task Losses_bury_nobody_for_good(Simulation sim)
    {
        var group = new Group(sim, Count);
        sim.Network.Links = sim.Network.Links with { Loss = 0.2 };
        await Task.Delay(TimeSpan.FromSeconds(30));
        sim.Network.Links = sim.Network.Links with { Loss = 0 };
        await sim.Eventually(group.Agrees, 4 * s_bound);
    }
}
