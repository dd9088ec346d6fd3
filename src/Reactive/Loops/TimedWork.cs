namespace Sim.Loops;

/// <summary>Work that may wait for a timer of the loop.</summary>
internal abstract class TimedWork(LoopScheduler scheduler) : IDisposable
{
    private int _isDisposed;

    /// <summary>The timer, once it is set; only the loop's thread looks at it.</summary>
    public TimerHandle Timer { get; set; }

    /// <summary>Whether it is not to run any more.</summary>
    public bool IsDisposed => Volatile.Read(ref _isDisposed) != 0;

    /// <summary>The scheduler.</summary>
    protected LoopScheduler Scheduler => scheduler;

    /// <summary>Runs it, unless it is disposed.</summary>
    public abstract void Run();

    /// <inheritdoc />
    public virtual void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            scheduler.Cancel(this);
        }
    }
}
