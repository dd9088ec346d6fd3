namespace Sim;

/// <summary>A disk of a host, among those that have one, is full: nothing may grow.</summary>
internal sealed class DiskFullTrouble : ITrouble
{
    public FaultKinds Kind => FaultKinds.DiskFull;

    public Action? Strike(TroubleScene scene)
    {
        if (scene.DrawHost(host => scene.World.HasDisk(host.Name)) is not { } host)
        {
            return null;
        }

        SimulatedDisk disk = scene.World.DiskOf(host.Name);
        long before = disk.Capacity;
        disk.Capacity = Math.Min(disk.Used, before);
        scene.Tell($"the disk of {host.Name} is full");
        return () =>
        {
            disk.Capacity = before;
            scene.Tell($"over: the disk of {host.Name} is full");
        };
    }
}
