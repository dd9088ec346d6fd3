namespace Sim;

/// <summary>The synchronization context of a loop: what is posted to it runs on the loop, in the order of posting.</summary>
public class LoopSynchronizationContext : SynchronizationContext
{
    /// <summary>Makes the context of <paramref name="loop"/>.</summary>
    public LoopSynchronizationContext(EventLoop loop)
    {
        ArgumentNullException.ThrowIfNull(loop);
        Loop = loop;
    }

    /// <summary>The loop on which posted callbacks run.</summary>
    public EventLoop Loop { get; }

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

    /// <inheritdoc />
    public override SynchronizationContext CreateCopy() => this;
}
