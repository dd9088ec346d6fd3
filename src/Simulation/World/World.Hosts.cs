using Sim.Capture;

namespace Sim;

/// <content>
/// Hosts, and whose a step is. A step belongs to the host that its execution context names, else to the host of the step that
/// scheduled it.
/// </content>
internal sealed partial class World
{
    private const int MostHosts = 20_000;

    private readonly List<HostOwner> _owners = [];
    private readonly List<SimulatedHost> _hosts = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The names of the run's hosts, by index.</summary>
    public string[] HostNames => [.. _owners.Select(static owner => owner.Name)];

    /// <summary>The hosts of the run besides the test's, in the order in which they were added.</summary>
    public IReadOnlyList<SimulatedHost> Hosts => _hosts;

    /// <summary>The host whose code the calling thread runs.</summary>
    public HostOwner CurrentOwner => Ownership.Current is { } owner && ReferenceEquals(owner.Run, _owner) ? owner : _host;

    /// <summary>The name of a host.</summary>
    public string HostName(int index) => _owners[index].Name;

    /// <summary>Adds a host; its main becomes a step, under the name of <paramref name="program"/>.</summary>
    public SimulatedHost AddHost(string name, Func<SimulatedHost, Task> main, Delegate program)
    {
        Sim.HostNames.Check(name, _names);
        if (_hosts.Count >= MostHosts)
        {
            throw new InvalidOperationException($"A run has at most {MostHosts:N0} hosts.");
        }

        ThrowIfCallerIsDown();
        Network.AddNode(name);
        _names.Add(name);
        var owner = new HostOwner(_owner, _owners.Count, name);
        _owners.Add(owner);
        Dress(owner);
        var host = new SimulatedHost(this, owner, main) { Method = StepMethods.OfDelegate(program) };
        _hosts.Add(host);
        Schedule(_runHost, host.Process);
        return host;
    }

    private void ResetHosts()
    {
        _owners.Clear();
        _hosts.Clear();
        _names.Clear();
        _crashed.Clear();
        _kept.Clear();
        _mainEnded.Reset();
        _down = 0;
        _isDiscarding = false;
        _quietContext = null;
        _shownClock = null;
    }

    private HostOwner AddTestOwner()
    {
        var owner = new HostOwner(_owner, 0, Sim.HostNames.Test);
        _owners.Add(owner);
        return Dress(owner);
    }

    /// <summary>Gives an owner the context in which its steps start.</summary>
    private HostOwner Dress(HostOwner owner)
    {
        ref ExecutionContext? worn = ref TaskInternals.ExecutionContextOf(_thread);
        ExecutionContext? before = worn;
        owner.Context = Ownership.MakeContext(_thread, owner);
        worn = before;
        return owner;
    }

    /// <summary>Refuses code of a host that is down; such code runs only while it unwinds, or inside another host's step.</summary>
    private void ThrowIfCallerIsDown() => ThrowIfDown(CurrentOwner);

    private static void ThrowIfDown(HostOwner caller)
    {
        if (caller.IsRetired)
        {
            throw new InvalidOperationException(caller.Run.IsRetired
                ? "This run is over: its hosts can be used only inside it."
                : $"The host {caller.Name} is down: nothing of it may act any more.");
        }
    }

    /// <summary>Whose step a step is: the present incarnation of its host, or one that is down.</summary>
    private HostOwner OwnerOfStep(int step)
    {
        HostOwner owner = _owners[step < 0 ? 0 : Trace.Steps[step].Host];
        return owner.FirstStep > step && owner.Before is { } before ? before : owner;
    }

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
