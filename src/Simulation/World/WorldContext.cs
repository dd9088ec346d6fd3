using Sim.Capture;

namespace Sim;

/// <summary>
/// The loop's context in one run of a simulation: posts become steps, blocking waits reach the world, and what a retired run
/// posts is named and dropped.
/// </summary>
internal sealed class WorldContext : LoopSynchronizationContext
{
    private readonly World _world;
    private readonly RunOwner _owner;

    public WorldContext(World world, EventLoop loop, RunOwner owner)
        : base(loop)
    {
        _world = world;
        _owner = owner;
        SetWaitNotificationRequired();
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        ArgumentNullException.ThrowIfNull(d);
        if (_owner.IsRetired)
        {
            DropLate(d, state);
        }
        else if (Carrier.Current is not null)
        {
            _world.Post(d, state);
        }
        else
        {
            _world.ReceiveFromOutside(d, state, _owner);
        }
    }

    public override int Wait(nint[] waitHandles, bool waitAll, int millisecondsTimeout) => Carrier.Current is null
        ? WaitHook.WaitIgnoringContext(waitHandles, waitAll, millisecondsTimeout)
        : _world.Wait(waitHandles, waitAll, millisecondsTimeout);

    /// <summary>
    /// Names it in the run that is on now, which may be one of another session. What a foreign thread posts to a dead run touches
    /// no other: a finalizer that disposes what the run left behind comes whenever there is a collection.
    /// </summary>
    private void DropLate(SendOrPostCallback callback, object? state)
    {
        if (Carrier.Current is not null)
        {
            (Session.CurrentWorld ?? _world).EscapeLog.Add(Escapes.LateItem(StepMethods.Name(StepMethods.OfCallback(callback, state)), _owner.Number, ""));
        }
    }
}
