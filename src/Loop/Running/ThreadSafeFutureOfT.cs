namespace Sim;

/// <summary>A <see cref="ThreadSafeFuture"/> with a result.</summary>
/// <typeparam name="T">What the result is.</typeparam>
public sealed class ThreadSafeFuture<T> : ThreadSafeFuture
{
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<EventLoop, LoopTask> _make;

    internal ThreadSafeFuture(EventLoop loop, Func<EventLoop, LoopTask> make)
        : base(loop)
    {
        _make = make;
    }

    /// <inheritdoc cref="ThreadSafeFuture.Completion"/>
    public new Task<T> Completion => _outcome.Task;

    private protected override Task Outcome => _outcome.Task;

    /// <summary>Waits, and returns the result or throws what the task threw.</summary>
    /// <param name="timeout">How long at most. Default: without end.</param>
    /// <exception cref="TimeoutException">It was not done by then; it goes on, unless it is canceled.</exception>
    /// <exception cref="InvalidOperationException">Called on the loop's own thread, which would wait for itself.</exception>
    public T Result(TimeSpan? timeout = null)
    {
        Wait(timeout);
        return _outcome.Task.GetAwaiter().GetResult();
    }

    internal override void Abandon() => _outcome.TrySetException(new ObjectDisposedException(nameof(EventLoop), "The event loop was closed before the task was done."));

    private protected override LoopTask Make() => _make(Loop);

    private protected override bool TryCancel() => _outcome.TrySetCanceled();

    /// <summary>What comes after a cancellation from outside is ignored.</summary>
    private protected override void TakeOutcome()
    {
        if (Inner!.IsCanceled)
        {
            _outcome.TrySetCanceled();
        }
        else if (Inner.Exception is { } exception)
        {
            _outcome.TrySetException(exception);
        }
        else
        {
            _outcome.TrySetResult(Inner is LoopTask<T> typed ? typed.Result : default!);
        }
    }
}
