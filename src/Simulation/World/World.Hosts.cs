using Sim.Capture;

namespace Sim;

/// <content>
/// Hosts: whose a step is, and what becomes of a host whose program has ended. A step belongs to the host that its execution
/// context names, else to the host of the step that scheduled it.
/// </content>
internal sealed partial class World
{
    private const int MostHosts = 250;

    private readonly Action<object?> _runHost;
    private readonly Action<object?> _runStop;
    private readonly Action<object?> _runComplete;
    private readonly List<HostOwner> _owners = [];
    private readonly List<SimulatedHost> _hosts = [];
    private int _down;
    private bool _isDiscarding;

    /// <summary>The names of the run's hosts, by index.</summary>
    public string[] HostNames => [.. _owners.Select(static owner => owner.Name)];

    /// <summary>The host whose code the calling thread runs.</summary>
    public HostOwner CurrentOwner => Ownership.Current is { } owner && ReferenceEquals(owner.Run, _owner) ? owner : _host;

    /// <summary>Adds a host; its main becomes a step.</summary>
    public SimulatedHost AddHost(string name, Func<SimulatedHost, Task> main)
    {
        Sim.HostNames.Check(name, _hosts);
        if (_owners.Count >= MostHosts)
        {
            throw new InvalidOperationException($"A run has at most {MostHosts} hosts.");
        }

        Network.AddNode(name);
        var host = new SimulatedHost(this, AddOwner(name), main);
        _hosts.Add(host);
        Schedule(_runHost, host);
        return host;
    }

    /// <summary>Asks a host to stop, in a step of its own.</summary>
    public void RequestStop(SimulatedHost host)
    {
        if (!host.Owner.IsRetired)
        {
            Schedule(_runStop, host);
        }
    }

    private HostOwner AddOwner(string name)
    {
        var owner = new HostOwner(_owner, _owners.Count, name);
        ref ExecutionContext? worn = ref TaskInternals.ExecutionContextOf(_thread);
        ExecutionContext? before = worn;
        owner.Context = Ownership.MakeContext(_thread, owner);
        worn = before;
        _owners.Add(owner);
        return owner;
    }

    private void Schedule(Action<object?> run, SimulatedHost host)
    {
        // Whatever the step queued to the pool before it came earlier, and must be older.
        _pool.Drain(this);
        _loop.CallSoon(run, host, NextTag(StepKind.Main).Value);
    }

    private void RunHost(object? state)
    {
        var host = (SimulatedHost)state!;
        BeginStep(StepMethods.OfDelegate(host.Main), null, host.Owner);
        try
        {
            host.Running = host.Main(host) ?? throw new InvalidOperationException($"The main of the host {host.Name} returned null instead of a task.");
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            host.Running = Task.FromException(exception);
        }

        NoteProgram(host.Running);
        EndStep();
    }

    private void RunStop(object? state)
    {
        var host = (SimulatedHost)state!;
        if (host.Owner.IsRetired)
        {
            return;
        }

        BeginStep(StepMethods.OfDelegate(host.Stop), null, host.Owner);
        try
        {
            host.Stop();
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            Crash(exception);
        }

        EndStep();
    }

    /// <summary>A program whose main has ended is a process that has ended.</summary>
    private void TakeDownEnded()
    {
        for (int i = 0; i < _hosts.Count && !IsOver; i++)
        {
            SimulatedHost host = _hosts[i];
            if (host.Running is { IsCompleted: true } running && !host.Owner.IsRetired)
            {
                TakeDown(host, running);
            }
        }
    }

    private void TakeDown(SimulatedHost host, Task running)
    {
        if (running.IsFaulted || (running.IsCanceled && !host.IsStopping))
        {
            _host = host.Owner;
            Crash(running.Exception?.InnerException ?? new TaskCanceledException(running));
            return;
        }

        TakeIn();
        host.Owner.TakeDown();
        _down++;
        Network.Nodes[host.Owner.Index].Close();
        UnwindAndDiscard();
        host.Release();
        Schedule(_runComplete, host);
    }

    /// <summary>The news that a host is down is a step of the test's: what it resumes must not pass for the dead host's.</summary>
    private void RunComplete(object? state)
    {
        var host = (SimulatedHost)state!;
        BeginStep(StepMethods.OfDelegate(host.Complete), null, _owners[0]);
        host.Complete();
        EndStep();
    }

    /// <summary>What a dead host schedules while its threads unwind never happened.</summary>
    private void UnwindAndDiscard()
    {
        _isDiscarding = true;
        UnwindBlocked();
        TakeIn();
        _isDiscarding = false;
    }

    private void RetireHosts()
    {
        foreach (SimulatedHost host in _hosts)
        {
            host.Release();
        }
    }

    /// <summary>Whether a timer entry was made by a host that is down.</summary>
    private bool IsDown(long tag) => _down > 0 && OwnerOfStep(new StepTag(tag).Parent - 1).IsRetired;

    private HostOwner OwnerOfStep(int step) => _owners[step < 0 ? 0 : Trace.Steps[step].Host];

    /// <summary>Whose step it is that was just picked, going by who scheduled it.</summary>
    private HostOwner OwnerOfScheduler() => _hosts.Count == 0 ? _owners[0] : OwnerOfStep(_order.PickedTag.Parent - 1);

    /// <summary>Whose step it is that was just picked and runs <paramref name="task"/>; possibly one of a run that is over.</summary>
    private HostOwner OwnerOf(Task? task)
    {
        ExecutionContext? context = task is null ? null : TaskInternals.ContextOf(task);
        return context is null ? OwnerOfScheduler()
            : ReferenceEquals(context, _owners[0].Context) ? _owners[0]
            : Ownership.Of(_thread, context) ?? OwnerOfScheduler();
    }

    /// <summary>
    /// Whose step it is that was just picked and runs <paramref name="item"/>. Where the item does not say whose it is, as a channel's
    /// read operation does not, what it leads to does.
    /// </summary>
    private HostOwner OwnerOfItem(object item) =>
        item is Task task ? OwnerOf(task)
        : _hosts.Count > 0 && ContinuationChain.FindBox(item) is Task box ? OwnerOf(box)
        : OwnerOf(null);

    /// <summary>An item of a run that is over is named; one of a host that is down is dropped in silence, as its process is gone.</summary>
    private void NoteLate(HostOwner host, int method)
    {
        if (!ReferenceEquals(host.Run, _owner))
        {
            EscapeLog.Add(Escapes.LateItem(StepMethods.Name(method), host.Run.Number, ""));
        }
    }
}
