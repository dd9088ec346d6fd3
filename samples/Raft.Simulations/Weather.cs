using Sim;

namespace Raft.Simulations;

/// <summary>A network that is cut now and then: a node from the others, some from the rest, or one way only. Clients reach every node.</summary>
internal static class Weather
{
    private const int Tick = 50;

    /// <summary>Cuts the network for a while, time and again, until the end.</summary>
    public static async Task RageAsync(Simulation sim, string[] nodes, TimeSpan duration)
    {
        long start = sim.Time.GetTimestamp();
        bool isRough = sim.Choose(4) != 0;
        while (isRough && sim.Time.GetElapsedTime(start) < duration)
        {
            await Task.Delay(Tick);
            if (sim.Choose(8) == 7)
            {
                using NetworkFault fault = Cut(sim, nodes);
                await Task.Delay(Tick * (1 + sim.Choose(16)));
            }
        }
    }

    private static NetworkFault Cut(Simulation sim, string[] nodes)
    {
        string[] some = [.. nodes.Where(_ => sim.Choose(2) == 1)];
        string one = nodes[sim.Choose(nodes.Length)];
        bool isOne = some.Length == 0 || some.Length == nodes.Length || sim.Choose(2) == 0;
        string[] cut = isOne ? [one] : some;
        string[] rest = [.. nodes.Except(cut)];
        return sim.Choose(3) switch
        {
            0 or 1 => sim.Network.Partition(cut, rest),
            _ => sim.Network.PartitionOneWay(cut, rest),
        };
    }
}
