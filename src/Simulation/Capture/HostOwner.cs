namespace Sim.Capture;

/// <summary>One incarnation of one host of one run, as the execution contexts of its steps carry it. Host 0 is the test body's.</summary>
internal sealed class HostOwner(RunOwner run, int index, string name)
{
    private bool _isDown;

    public RunOwner Run { get; } = run;

    /// <summary>Its place among the hosts of the run, in the order in which they were added.</summary>
    public int Index { get; } = index;

    public string Name { get; } = name;

    /// <summary>The incarnation before this one, if the host was restarted; it stands for all that were before.</summary>
    public HostOwner? Before { get; set; }

    /// <summary>The first step that may be its own; the host's earlier ones are those of incarnations before.</summary>
    public int FirstStep { get; init; }

    /// <summary>The step in which it went down.</summary>
    public int LastStep { get; private set; } = int.MaxValue;

    /// <summary>The clock of the host, which all its incarnations share; null as long as it is the world's.</summary>
    public HostClock? Clock { get; set; }

    /// <summary>Until when nothing of it runs, as the world's clock has it.</summary>
    public long PausedUntil { get; set; }

    /// <summary>The context in which every step of the host starts.</summary>
    public ExecutionContext? Context { get; set; }

    /// <summary>Whether nothing of the host may run any more: it is down, or the run is over.</summary>
    public bool IsRetired => _isDown || Run.IsRetired;

    /// <summary>The host's process has ended.</summary>
    public void TakeDown(int step)
    {
        _isDown = true;
        LastStep = step;
    }
}
