namespace Sim;

/// <summary>Some hosts do not reach the others: one of them, or a random part; in both directions, or in one.</summary>
internal sealed class PartitionTrouble : ITrouble
{
    public FaultKinds Kind => FaultKinds.Partition;

    public Action? Strike(TroubleScene scene)
    {
        string[] hosts = [.. scene.Hosts.Select(static host => host.Name)];
        if (hosts.Length < 2)
        {
            return null;
        }

        bool isPart = scene.Draw(2) != 0;
        HashSet<string> chosen = isPart ? [.. hosts.Where(_ => scene.Draw(2) != 0)] : [];
        if (chosen.Count == 0 || chosen.Count == hosts.Length)
        {
            chosen = [hosts[scene.Draw(hosts.Length)]];
        }

        NetworkFault fault = Cut(scene, [.. hosts.Where(chosen.Contains)], [.. hosts.Where(host => !chosen.Contains(host))]);
        return fault.Dispose;
    }

    private static NetworkFault Cut(TroubleScene scene, string[] one, string[] other) => scene.Draw(3) switch
    {
        0 => scene.World.Network.Partition(one, other),
        1 => scene.World.Network.PartitionOneWay(one, other),
        _ => scene.World.Network.PartitionOneWay(other, one),
    };
}
