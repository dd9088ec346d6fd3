namespace Sim.Capture;

/// <summary>One host of one run, as the execution contexts of its steps carry it. Host 0 is the test body's.</summary>
internal sealed class HostOwner(RunOwner run, int index, string name)
{
    private bool _isDown;

    public RunOwner Run { get; } = run;

    /// <summary>Its place among the hosts of the run, in the order in which they were added.</summary>
    public int Index { get; } = index;

    public string Name { get; } = name;

    /// <summary>The context in which every step of the host starts.</summary>
    public ExecutionContext? Context { get; set; }

    /// <summary>Whether nothing of the host may run any more: it is down, or the run is over.</summary>
    public bool IsRetired => _isDown || Run.IsRetired;

    /// <summary>The host's process has ended.</summary>
    public void TakeDown() => _isDown = true;
}
