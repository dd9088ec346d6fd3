using System.Globalization;

namespace Sim;

/// <summary>A disk of a host, among those that have one, is slow.</summary>
internal sealed class DiskSlowTrouble : ITrouble
{
    public FaultKinds Kind => FaultKinds.DiskSlow;

    public Action? Strike(TroubleScene scene)
    {
        if (scene.DrawHost(host => scene.World.HasDisk(host.Name)) is not { } host)
        {
            return null;
        }

        SimulatedDisk disk = scene.World.DiskOf(host.Name);
        DiskLatency before = disk.Latency;
        TimeSpan more = scene.Options.MostDelay * scene.DrawShare(1);
        disk.Latency = new DiskLatency { Read = Slower(before.Read, more), Write = Slower(before.Write, more), Flush = Slower(before.Flush, more), Names = Slower(before.Names, more) };
        string text = string.Create(CultureInfo.InvariantCulture, $"the disk of {host.Name} takes up to {more.TotalMilliseconds:0.###} ms more");
        scene.Tell(text);
        return () =>
        {
            disk.Latency = before;
            scene.Tell($"over: {text}");
        };
    }

    private static LatencyRange Slower(LatencyRange range, TimeSpan more) =>
        new(range.Min, range.Max + more < TimeSpan.FromHours(1) ? range.Max + more : TimeSpan.FromHours(1));
}
