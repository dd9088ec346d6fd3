using System.Runtime.CompilerServices;
using Sim.Capture;

namespace Sim;

/// <content>What a run knows of races: which steps touch what, told beforehand or as they run, and which chains they belong to.</content>
internal sealed partial class World
{
    private Access _declared;
    private bool _tracks;

    /// <summary>The newest ready step whose chain is known, by its age.</summary>
    private long _assignedUpTo;

    /// <summary>What is known of steps before they run.</summary>
    public ItemTable Items { get; } = new();

    /// <summary>The chains of the run, if it tracks them.</summary>
    public ChainTable Chains { get; } = new();

    /// <summary>What the run touched.</summary>
    public ResourceNumbers Resources { get; } = new();

    /// <summary>Whether somebody asks for chains.</summary>
    public bool Tracks => _tracks;

    /// <summary>The present step touches a resource. Between steps there is nothing that could.</summary>
    public void Touch(object resource, bool write)
    {
        if (IsInStep && !_host.IsRetired)
        {
            Trace.AddAccess(new Access(Resources.Of(resource), write));
        }
    }

    /// <summary>The present step goes on behind what is ready, and will touch a resource then.</summary>
    public void Yield(object resource, bool write, Action continuation)
    {
        if (Carrier.Current is null || !IsInStep || _host.IsRetired)
        {
            default(YieldAwaitable.YieldAwaiter).UnsafeOnCompleted(continuation);
            return;
        }

        // Whatever the step queued to the pool before it came earlier, and must be older.
        _pool.Drain(this);
        _declared = new Access(Resources.Of(resource), write);
        if (continuation.Target is Task box && StepMethods.IsBox(box) && GoesToPool())
        {
            Enqueue(box, StepKind.Pool);
        }
        else
        {
            default(YieldAwaitable.YieldAwaiter).UnsafeOnCompleted(continuation);
            _pool.Drain(this);
        }

        _declared = default;
    }

    /// <summary>Gives each step that became ready since, and the timer that may fire late, its chain.</summary>
    public void AssignChains(ReadyView ready, int candidates)
    {
        int fresh = ready.Count;
        while (fresh > 0 && ready.Sequence(fresh - 1) > _assignedUpTo)
        {
            fresh--;
        }

        for (int i = fresh; i < ready.Count; i++)
        {
            _assignedUpTo = ready.Sequence(i);
            Assign(ready.State(i), new StepTag(ready.Tag(i)));
        }

        if (candidates > ready.Count && _loop.TryPeekTimer(out _, out object? state, out long tag))
        {
            Assign(state, new StepTag(tag));
        }
    }

    /// <summary>The chain of a step that ran.</summary>
    public int ChainOfStep(int step) => step < 0 ? 0 : Trace.Steps[step].Chain;

    private static bool GoesToPool() =>
        (SynchronizationContext.Current is not { } context || context.GetType() == typeof(SynchronizationContext))
        && TaskScheduler.Current == TaskScheduler.Default;

    private void BeginRaces()
    {
        _declared = default;
        _tracks = _spec.Tracks || _spec.KeepsDetails || (_spec.Strategy.Tracks && _spec.AsksStrategy);
        _assignedUpTo = 0;
        Resources.Clear();
        if (Items.Any)
        {
            Items.Clear();
            Chains.Clear();
        }
    }

    /// <summary>The present step began a program: the async method behind it goes on with the step's chain.</summary>
    private void NoteProgram(Task? program)
    {
        if (_tracks && program is not null)
        {
            Chains.Register(program, ChainOfStep(CurrentStep));
        }
    }

    private void NoteDelivery(NetworkEvent happening)
    {
        if (_tracks)
        {
            Trace.AddAccess(new Access(Resources.Of(happening.Destination), IsWrite: true), isImplied: true);
        }
    }

    private void Assign(object? state, StepTag tag)
    {
        if (Items.ChainOf(tag.Item) != 0)
        {
            return;
        }

        if (state is NetworkEvent happening)
        {
            Items.Declare(tag.Item, new Access(Resources.Of(happening.Destination), IsWrite: true));
        }

        Items.Assign(tag.Item, FindChain(state, tag, ChainOfStep(tag.Parent - 1)));
    }

    private int FindChain(object? state, StepTag tag, int parent) => state switch
    {
        Simulation => Chains.Begin(0, StepMethods.Hash(StepMethods.OfDelegate(_spec.Body))),
        HostProcess process => OfHost(process, parent),
        BlockedWait wait => ChainOfStep(wait.Step),
        NetworkEvent happening => Chains.Of(happening, parent, (ulong)happening.Destination.Index + 1),
        PostponedStep postponed => FindChain(postponed.State, tag, parent),
        PeriodicEntry periodic => OfTimer(periodic.Timer, parent),
        PostedCallback post => OfPost(post, parent),

        // A callback of a loop that has no state, such as the end of a disk's work: what it calls is not seen here.
        null => Chains.Begin(parent, (ulong)tag.Kind),
        _ when tag.Kind == StepKind.Timer => OfTimer(state, parent),
        _ => OfItem(state, parent),
    };

    private int OfHost(HostProcess process, int parent) => Chains.Of(process, parent, StepMethods.Hash(StepMethods.OfDelegate(process.Host.Main)));

    private int OfTimer(object timer, int parent)
    {
        Delegate callback = TimerInternals.Callback.Of(timer);
        object? state = TimerInternals.State.Of(timer);
        return ContinuationChain.FindBox(state ?? callback.Target) is { } box
            ? Chains.OfBox(box, parent)
            : Chains.Of(timer, parent, StepMethods.Hash(StepMethods.OfCallback(callback, state)));
    }

    private int OfPost(PostedCallback post, int parent)
    {
        object? resumed = (post.State as Delegate)?.Target ?? post.State ?? post.Callback.Target;
        return resumed is not null && ContinuationChain.FindBox(resumed) is { } box
            ? Chains.OfBox(box, parent)
            : Chains.Begin(parent, StepMethods.Hash(StepMethods.OfCallback(post.Callback, post.State)));
    }

    private int OfItem(object item, int parent)
    {
        // Most items are an async method that goes on.
        if (StepMethods.IsBox(item))
        {
            return Chains.OfBox(item, parent);
        }

        ulong method = StepMethods.Hash(StepMethods.OfItem(item));
        if (item is Task task && TaskInternals.ActionOf(task) is not null)
        {
            return Chains.OfDelegate(task, parent, method);
        }

        return ContinuationChain.FindBox(item) is { } box ? Chains.OfBox(box, parent) : Chains.Begin(parent, method);
    }
}
