using System.Globalization;

namespace Sim;

/// <content>Blocking work, which must not run on the loop's thread.</content>
public sealed partial class EventLoop
{
    private PoolExecutor? _ownExecutor;
    private IExecutor? _executor;
    private bool _isExecutorShutDown;

    /// <summary>Runs blocking work on another thread.</summary>
    /// <param name="work">The work; it sees the AsyncLocals of the caller.</param>
    /// <param name="executor">Who runs it. Default: the loop's (see <see cref="EventLoopOptions.Executor"/>).</param>
    /// <returns>What it comes to. Canceling it keeps work that has not begun from running, and lets the rest run on with nobody waiting for it.</returns>
    /// <exception cref="InvalidOperationException">The loop's executor was shut down.</exception>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public LoopFuture<T> RunInExecutor<T>(Func<T> work, IExecutor? executor = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        ThrowIfClosed();
        executor ??= DefaultExecutor();
        var future = new ExecutorFuture<T>(this, work);
        long delay = _harness?.DrawExecutorDelay() ?? 0;
        if (delay == 0)
        {
            future.SubmitTo(executor);
        }
        else
        {
            CallAtBare(Time + delay, _ => SubmitLate(future, executor), null);
        }

        return future;
    }

    /// <inheritdoc cref="RunInExecutor{T}(Func{T}, IExecutor?)"/>
    public LoopFuture RunInExecutor(Action work, IExecutor? executor = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunInExecutor<object?>(
            () =>
            {
                work();
                return null;
            },
            executor);
    }

    /// <summary>Says who runs blocking work that names no executor, from now on. Who made it shuts it down.</summary>
    public void SetDefaultExecutor(IExecutor executor)
    {
        ArgumentNullException.ThrowIfNull(executor);
        _executor = executor;
    }

    /// <summary>
    /// Takes no more work for the loop's own executor and waits for what runs there; work that takes longer is reported to the exception handler as a
    /// warning and left to itself.
    /// </summary>
    /// <param name="timeout">How long to wait. <see cref="Timeout.InfiniteTimeSpan"/> is without end.</param>
    /// <exception cref="InvalidOperationException">The loop does not run on this thread.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is negative.</exception>
    public async Task ShutDownExecutor(TimeSpan timeout)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        }

        _isExecutorShutDown = true;
        if (_ownExecutor?.ShutDown() is { IsCompleted: false } running && !await IsDoneWithin(running, timeout))
        {
            CallExceptionHandler(new LoopErrorContext
            {
                Loop = this,
                Kind = LoopErrorKind.ExecutorTimeout,
                Message = string.Create(CultureInfo.InvariantCulture, $"The executor did not finish its work within {timeout.TotalSeconds:0.###} seconds; what still runs there is left to itself."),
                Duration = timeout,
            });
        }
    }

    private IExecutor DefaultExecutor()
    {
        if (_isExecutorShutDown)
        {
            throw new InvalidOperationException("The event loop's executor was shut down and takes no more work: hand work in before, or name an executor.");
        }

        return _executor ?? Options.Executor ?? (_ownExecutor ??= new PoolExecutor());
    }

    private async Task<bool> IsDoneWithin(Task task, TimeSpan timeout)
    {
        var done = new LoopFuture<bool>(this);
        TimerHandle timer = timeout == Timeout.InfiniteTimeSpan ? default : CallLater(timeout, () => done.TrySetResult(false));
        _ = task.ContinueWith(
            _ => TryCallSoonThreadSafe(_ => done.TrySetResult(true), null),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        bool inTime = await done;
        timer.Cancel();
        return inTime;
    }

    private static void SubmitLate<T>(ExecutorFuture<T> future, IExecutor executor)
    {
        if (!future.IsDone)
        {
            future.SubmitTo(executor);
        }
    }

    /// <summary>Work that still runs is left to itself.</summary>
    private void ForgetExecutor()
    {
        _ownExecutor?.ShutDown();
        _ownExecutor = null;
        _executor = null;
        _isExecutorShutDown = false;
    }
}
