using Sim.Capture;

namespace Sim;

/// <content>How a host starts, stops, crashes and starts again, and what becomes of what it leaves behind.</content>
internal sealed partial class World
{
    private readonly Action<object?> _runHost;
    private readonly Action<object?> _runStop;
    private readonly Action<object?> _runComplete;

    /// <summary>Processes that crashed in the present step: their threads unwind when it is over.</summary>
    private readonly List<HostProcess> _crashed = [];

    /// <summary>What the test's body made and is kept until the run is over.</summary>
    private readonly List<object> _kept = [];

    /// <summary>Is set as soon as the main of some host has ended.</summary>
    private readonly ManualResetEventSlim _mainEnded = TaskInternals.NewCompletionFlag();
    private SynchronizationContext? _quietContext;
    private int _down;
    private bool _isDiscarding;

    /// <summary>Asks a process to stop, in a step of its own.</summary>
    public void RequestStop(HostProcess process)
    {
        if (!process.Owner.IsRetired)
        {
            Schedule(_runStop, process);
        }
    }

    /// <summary>Ends a process: at once as far as anybody can tell. Its threads unwind when the present step is over.</summary>
    public void Crash(HostProcess process)
    {
        ThrowIfCallerIsDown();
        HostOwner owner = process.Owner;
        if (owner.IsRetired)
        {
            return;
        }

        bool isOwn = ReferenceEquals(CurrentOwner, owner);
        Log($"{owner.Name} crashed", LineKind.Fault);
        Trace.Details?.BeginSpan(process.Host, CurrentStep, owner.Index, "down");

        // What the step scheduled until now it did while it was alive.
        TakeIn();
        CrashDisk(owner.Name);
        TakeDown(owner);
        Network.Nodes[owner.Index].Crash();
        _quietContext ??= new WorldContext(this, _loop, _owner);
        _crashed.Add(process);
        if (isOwn)
        {
            // What the step does from now on never happens.
            _isDiscarding = ReferenceEquals(_host, owner);
            throw new ThreadInterruptedException($"The host {owner.Name} has crashed: its own steps unwind.");
        }
    }

    /// <summary>Keeps something of the calling program's for as long as its process lives, or the run.</summary>
    public void KeepAlive(object kept)
    {
        HostOwner owner = CurrentOwner;
        if (owner.Index == 0)
        {
            _kept.Add(kept);
        }
        else if (!owner.IsRetired)
        {
            _hosts[owner.Index - 1].Process.Keep(kept);
        }
    }

    /// <summary>Starts the program of a host that is down anew.</summary>
    public void Restart(SimulatedHost host)
    {
        ThrowIfCallerIsDown();
        HostProcess last = host.Process;
        if (!last.Owner.IsRetired)
        {
            throw new InvalidOperationException($"The host {host.Name} is running: crash it, or stop it and await its Completion, before it is started again.");
        }

        var owner = new HostOwner(_owner, last.Owner.Index, host.Name) { Before = last.Owner, FirstStep = Trace.Count, Clock = last.Owner.Clock };
        last.Owner.Before = null;
        _owners[owner.Index] = Dress(owner);
        host.Process = new HostProcess(host, owner, last.Incarnation + 1);
        Network.Nodes[owner.Index].Restart();

        // Options that are equal to those of an earlier life share with them, unless the collector was there in between.
        JsonSamples.Forget();
        Log($"{host.Name} starts again", LineKind.Fault);
        Trace.Details?.EndSpan(host, CurrentStep);
        Schedule(_runHost, host.Process);
    }

    /// <summary>Code of a host that is down runs in the present step, which is another's: something that both share woke it up.</summary>
    public void NoteDeadCode(HostOwner owner)
    {
        if (_quietContext is not null && IsInStep && !_isDiscarding && !_host.IsRetired && owner.LastStep != CurrentStep)
        {
            Trace.AddLog($"code of {owner.Name}, which is down, is resumed by {_host.Name}", LineKind.Check);
        }
    }

    private void Schedule(Action<object?> run, HostProcess process)
    {
        // Whatever the step queued to the pool before it came earlier, and must be older.
        _pool.Drain(this);
        _loop.CallSoon(run, process, NextTag(StepKind.Main).Value);
    }

    private void RunHost(object? state)
    {
        var process = (HostProcess)state!;
        SimulatedHost host = process.Host;
        if (process.Owner.IsRetired || IsPostponed(process.Owner, _runHost, process))
        {
            return;
        }

        BeginStep(host.Method, null, process.Owner);
        try
        {
            process.Running = host.Main(host) ?? throw new InvalidOperationException($"The main of the host {host.Name} returned null instead of a task.");
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            process.Running = Task.FromException(exception);
        }

        NoteProgram(process.Running);
        TaskInternals.SetOnCompletion(process.Running, _mainEnded);
        EndStep();
    }

    private void RunStop(object? state)
    {
        var process = (HostProcess)state!;
        if (process.Owner.IsRetired || IsPostponed(process.Owner, _runStop, process))
        {
            return;
        }

        BeginStep(StepMethods.OfDelegate(process.Host.Stop), null, process.Owner);
        try
        {
            process.Stop();
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            Crash(exception);
        }

        EndStep();
    }

    /// <summary>After a step: takes down whose main has ended, and finishes those who crashed.</summary>
    private void SettleHosts()
    {
        if (_crashed.Count > 0)
        {
            FinishCrashes();
        }

        while (_mainEnded.IsSet && !IsOver)
        {
            _mainEnded.Reset();
            TakeDownEnded();
        }
    }

    /// <summary>A program whose main has ended is a process that has ended.</summary>
    private void TakeDownEnded()
    {
        for (int i = 0; i < _hosts.Count && !IsOver; i++)
        {
            HostProcess process = _hosts[i].Process;
            if (process.Running is { IsCompleted: true } running && !process.Owner.IsRetired)
            {
                EndProcess(process, running);
            }
        }
    }

    private void EndProcess(HostProcess process, Task running)
    {
        if (running.IsFaulted || (running.IsCanceled && !process.IsStopping))
        {
            _host = process.Owner;
            Crash(running.Exception?.InnerException ?? new TaskCanceledException(running));
            return;
        }

        TakeIn();
        TakeDown(process.Owner);
        Network.Nodes[process.Owner.Index].Close();
        UnwindAndDiscard(process);
        Schedule(_runComplete, process);
    }

    private void TakeDown(HostOwner owner)
    {
        owner.TakeDown(CurrentStep);
        _down++;
    }

    private void FinishCrashes()
    {
        TakeIn();
        HostProcess[] crashed = [.. _crashed];
        _crashed.Clear();
        Array.ForEach(crashed, UnwindAndDiscard);
        Array.ForEach(crashed, process => _faulted.Forget(process.Owner));
        Array.ForEach(crashed, process => Schedule(_runComplete, process));
    }

    /// <summary>The news that a host is down is a step of the test's: what it resumes must not pass for the dead host's.</summary>
    private void RunComplete(object? state)
    {
        var process = (HostProcess)state!;
        BeginStep(StepMethods.OfDelegate(SimulatedHost.Complete), null, _owners[0]);
        SimulatedHost.Complete(process);
        EndStep();
    }

    /// <summary>What a dead host schedules while its threads unwind and what it registered is freed never happened.</summary>
    private void UnwindAndDiscard(HostProcess process)
    {
        _isDiscarding = true;
        UnwindBlocked();
        process.Release();
        TakeIn();
        _isDiscarding = false;
    }

    private void RetireHosts()
    {
        _crashed.ForEach(static process => process.Release());
        foreach (SimulatedHost host in _hosts)
        {
            host.Process.Release();
        }
    }

    /// <summary>Whether a timer entry was made by a host that is down.</summary>
    private bool IsDown(long tag) => _down > 0 && OwnerOfStep(new StepTag(tag).Parent - 1).IsRetired;
}
