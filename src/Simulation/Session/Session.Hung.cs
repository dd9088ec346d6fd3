using Sim.Capture;

namespace Sim;

/// <content>What becomes of a step that does not end by itself.</content>
internal sealed partial class Session
{
    private volatile string? _stuckStack;

    private volatile bool _aborting;

    /// <summary>Whether the watchdog is ending a step: whatever that throws is the watchdog's doing.</summary>
    public bool IsAborting
    {
        get => _aborting;
        set => _aborting = value;
    }

    /// <summary>Where the step stood when it was interrupted.</summary>
    public void StuckAt(string stack) => _stuckStack ??= stack;

    /// <summary>The step is over. The watchdog sees that by the progress, and must be done before its late interrupt can be cleared.</summary>
    public void EndAbort()
    {
        Progress++;
        while (IsAborting)
        {
            Thread.SpinWait(100);
        }

        Carrier.ClearInterrupt();
        _world.End(RunOutcome.Hung, detail: DescribeHang());
        _stuckStack = null;
    }

    /// <summary>The step was aborted: its carrier is back at its own base and retired.</summary>
    public void StepAborted(Exception aborted)
    {
        StuckAt(aborted.StackTrace ?? "");
        CloseWindow();
        _world.StepAborted();
        EndAbort();
    }

    private string DescribeHang() =>
        $"A step did not end within {StepTimeout.TotalSeconds:0.###} s of real time and was ended by the watchdog. It stood at:{Environment.NewLine}{_stuckStack}";
}
