using Sim.Capture;

namespace Sim;

/// <content>
/// Blocking waits. A nested pump on the blocked thread would be wrong: a contended Lazy faults, a lock around a wait lets two
/// owners in, and crossing waits look like a deadlock. So the wait hands the baton to another carrier, and the blocked step
/// is ready again, like any other, once its handles are signaled or its virtual timeout is over.
/// </content>
internal sealed partial class World
{
    private readonly Action<object?> _runResume;
    private readonly Action<object?> _runTimeout;
    private readonly List<BlockedWait> _blocked = [];

    /// <summary>A step is about to block on its carrier's thread.</summary>
    public int Wait(nint[] handles, bool all, int milliseconds)
    {
        int answer = WaitHook.WaitIgnoringContext(handles, all, IsInStep ? 0 : milliseconds);
        if (answer != BlockedWait.TimedOut || milliseconds == 0 || !IsInStep)
        {
            return answer;
        }

        if (_session.IsAborting || _host.IsRetired)
        {
            throw new ThreadInterruptedException("The simulation is over: its blocked steps unwind.");
        }

        return Block(new BlockedWait(Carrier.Current!, handles, all, CurrentStep), milliseconds);
    }

    /// <summary>Unwinds every blocked step of a host that is down, or of a run that is over.</summary>
    public void UnwindBlocked()
    {
        while (_blocked.Find(wait => OwnerOfStep(wait.Step).IsRetired) is { } wait)
        {
            _blocked.Remove(wait);
            wait.IsUnwinding = true;
            _session.Unwind(wait.Carrier);
        }
    }

    private int Block(BlockedWait wait, int milliseconds)
    {
        Prepare(wait, milliseconds);
        HostOwner host = _host;
        IsInStep = false;
        _session.YieldBaton();
        _host = host;
        IsInStep = true;
        if (wait.IsUnwinding || host.IsRetired)
        {
            throw new ThreadInterruptedException("The simulation is over, or this host is down: its blocked steps unwind.");
        }

        bool isMutex = wait.TookSignal && wait.Result == BlockedWait.TimedOut;
        return isMutex ? Wait(wait.Handles, wait.All, milliseconds) : wait.Result;
    }

    private void Prepare(BlockedWait wait, int milliseconds)
    {
        TakeIn();
        _touchesAll = true;
        wait.Stack = _spec.TakesStacks ? Place.OfCaller(ResultFactory.MethodOf(_spec.Options, _spec.Body)) : null;
        if (milliseconds > 0)
        {
            long deadline = After(_host, milliseconds * TimeSpan.TicksPerMillisecond);
            wait.Timeout = _loop.CallAt(deadline, _runTimeout, wait, NextTag(StepKind.Resume).Value);
        }

        _blocked.Add(wait);
        Trace.Details?.BeginBlock(wait.Step);
    }

    private void PollBlocked()
    {
        for (int i = 0; i < _blocked.Count; i++)
        {
            BlockedWait wait = _blocked[i];
            if (!wait.IsDue && wait.Poll())
            {
                wait.IsDue = true;
                wait.TookSignal = true;
                wait.Timeout.Cancel();
                _loop.CallSoon(_runResume, wait, NextTag(StepKind.Resume).Value);
            }
        }
    }

    private void RunTimeout(object? state)
    {
        var wait = (BlockedWait)state!;
        if (!wait.IsDue)
        {
            wait.IsDue = true;
            RunResume(wait);
        }
    }

    private void RunResume(object? state)
    {
        var wait = (BlockedWait)state!;
        HostOwner host = OwnerOfStep(wait.Step);
        if (host.IsRetired || IsPostponed(host, _runResume, wait))
        {
            return;
        }

        RecordStep(Trace.Steps[wait.Step].Method, host);
        Trace.Details?.EndBlock(wait.Step, CurrentStep);
        if (_break?.Step == CurrentStep)
        {
            StopBefore(_break, null);
        }

        BeginAccess(null, isCode: false);
        _blocked.Remove(wait);
        _session.GiveBatonTo(wait.Carrier);
    }
}
