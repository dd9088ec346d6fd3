namespace Sim;

/// <summary>The synchronization context of a loop: what is posted to it runs on the loop, in the order of posting.</summary>
public class LoopSynchronizationContext : SynchronizationContext
{
    private SynchronizationContext? _told;

    /// <summary>Makes the context of <paramref name="loop"/>.</summary>
    public LoopSynchronizationContext(EventLoop loop)
    {
        ArgumentNullException.ThrowIfNull(loop);
        Loop = loop;
    }

    /// <summary>The loop on which posted callbacks run.</summary>
    public EventLoop Loop { get; }

    /// <summary>The loop runs on a thread with this context: whoever is told of blocking waits there is told still.</summary>
    internal void KeepTelling(SynchronizationContext? outer)
    {
        _told = outer is not null && outer.IsWaitNotificationRequired() ? outer : null;
        if (_told is not null)
        {
            SetWaitNotificationRequired();
        }
    }

    /// <summary>Schedules <paramref name="d"/> for the loop's next tick; from any thread.</summary>
    public override void Post(SendOrPostCallback d, object? state) => Loop.Post(d, state);

    /// <summary>Runs <paramref name="d"/> at once on the loop's own thread; there is no waiting for a loop from another.</summary>
    /// <exception cref="NotSupportedException">The calling thread is not the loop's: use Post.</exception>
    public override void Send(SendOrPostCallback d, object? state)
    {
        ArgumentNullException.ThrowIfNull(d);
        if (!ReferenceEquals(Current, this))
        {
            throw new NotSupportedException("Send would block this thread until the loop gets to it: use Post instead.");
        }

        d(state);
    }

    /// <summary>
    /// A blocking wait on the loop's thread: as the context says that was there before the loop ran, if that one asked to be told.
    /// </summary>
    public override int Wait(nint[] waitHandles, bool waitAll, int millisecondsTimeout) =>
        _told is null ? base.Wait(waitHandles, waitAll, millisecondsTimeout) : _told.Wait(waitHandles, waitAll, millisecondsTimeout);

    /// <inheritdoc />
    public override SynchronizationContext CreateCopy() => this;
}
