namespace Sim;

/// <summary>
/// A task of an event loop as other threads see it; made by <see cref="EventLoop.RunThreadSafe(Func{Task})"/>. Safe on any thread.
/// Canceling it cancels the task, and it is canceled when the task is.
/// </summary>
public abstract class ThreadSafeFuture
{
    private protected ThreadSafeFuture(EventLoop loop)
    {
        Loop = loop;
    }

    /// <summary>The loop on which the task runs.</summary>
    public EventLoop Loop { get; }

    /// <summary>Done when the task is, and as it is: for await, and for whatever knows tasks.</summary>
    public Task Completion => Outcome;

    private protected abstract Task Outcome { get; }

    /// <summary>The loop's task, once it has one; for the loop's thread.</summary>
    private protected LoopTask? Inner { get; private set; }

    /// <summary>Cancels it and, on its loop, the task: one that has not started never runs.</summary>
    /// <returns>False if it was done already.</returns>
    public bool Cancel()
    {
        if (!TryCancel())
        {
            return false;
        }

        Loop.TryCallSoonThreadSafe(static future => ((ThreadSafeFuture)future!).Inner?.Cancel(), this);
        return true;
    }

    /// <summary>Waits, and throws what the task threw.</summary>
    /// <param name="timeout">How long at most. Default: without end.</param>
    /// <exception cref="TimeoutException">It was not done by then; it goes on, unless it is canceled.</exception>
    /// <exception cref="InvalidOperationException">Called on the loop's own thread, which would wait for itself.</exception>
    public void Wait(TimeSpan? timeout = null)
    {
        if (ReferenceEquals(EventLoop.CurrentOrNull, Loop) && !EventLoop.IsSimulated && !Outcome.IsCompleted)
        {
            throw new InvalidOperationException("The event loop's own thread would wait for itself: await Completion there.");
        }

        try
        {
            if (!Outcome.Wait(timeout ?? Timeout.InfiniteTimeSpan))
            {
                throw new TimeoutException($"The task was not done within {timeout}: it goes on, unless it is canceled.");
            }
        }
        catch (AggregateException)
        {
            // Said below, as await says it.
        }

        Outcome.GetAwaiter().GetResult();
    }

    /// <summary>The loop closed, and will never get to it.</summary>
    internal abstract void Abandon();

    private protected abstract LoopTask Make();

    private protected abstract bool TryCancel();

    private protected abstract void TakeOutcome();

    /// <summary>On the loop: makes the task.</summary>
    internal void Begin()
    {
        if (Outcome.IsCompleted)
        {
            Loop.ForgetOutside(this);
            return;
        }

        Inner = Make();
        Inner.AddDoneCallback(_ =>
        {
            Loop.ForgetOutside(this);
            TakeOutcome();
        });
    }
}
