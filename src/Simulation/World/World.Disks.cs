namespace Sim;

/// <content>The disks of hosts.</content>
internal sealed partial class World
{
    /// <summary>By the name of the host; most runs have none. Looked up only.</summary>
    private readonly Dictionary<string, SimulatedDisk> _disks = [];

    /// <summary>The disk of a host, which is there when it is first asked for.</summary>
    public SimulatedDisk DiskOf(string host)
    {
        if (!_disks.TryGetValue(host, out SimulatedDisk? disk))
        {
            disk = new SimulatedDisk(this, _owner, host);
            _disks.Add(host, disk);
        }

        return disk;
    }

    /// <summary>Whether anybody has asked for the disk of a host.</summary>
    public bool HasDisk(string host) => _disks.ContainsKey(host);

    /// <summary>The machine loses its power.</summary>
    private void CrashDisk(string host)
    {
        if (_disks.TryGetValue(host, out SimulatedDisk? disk))
        {
            disk.Crash();
        }
    }

    /// <summary>Has the present step's host do something later, in a step of its own, unless it goes down before.</summary>
    public void CallAfter(long ticks, Action action) => _loop.CallAt(Clock.Now + ticks, action);

    /// <summary>A step that uses a disk shares more with others than it may have said.</summary>
    public void NoteDiskUse() => _touchesAll = true;
}
