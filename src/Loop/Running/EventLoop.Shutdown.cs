namespace Sim;

/// <content>The orderly end of a loop.</content>
public sealed partial class EventLoop
{
    private readonly List<IAsyncDisposable> _disposables = [];

    /// <summary>Whether it is closed.</summary>
    public bool IsClosed => _closed;

    /// <summary>Whether the calling code is part of a simulation.</summary>
    internal static bool IsSimulated => t_current is { _harness: not null };

    /// <summary>
    /// Has the loop dispose something in its shutdown, after the tasks that are left were canceled: an iterator that is moved by hand, say.
    /// What <c>await foreach</c> iterates is disposed by it.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public void DisposeOnShutdown(IAsyncDisposable disposable)
    {
        ArgumentNullException.ThrowIfNull(disposable);
        ThrowIfClosed();
        _disposables.Add(disposable);
    }

    /// <summary>Disposes now what was given to <see cref="DisposeOnShutdown"/>, in that order; faults go to the exception handler.</summary>
    public async Task ShutDownDisposables()
    {
        while (_disposables.Count > 0)
        {
            IAsyncDisposable disposable = _disposables[0];
            _disposables.RemoveAt(0);
            try
            {
                await disposable.DisposeAsync();
            }
            catch (Exception exception) when (!IsFatal(exception))
            {
                ReportShutdownFault($"Disposing {disposable.GetType().Name} faulted while the event loop was shut down.", exception, task: null);
            }
        }
    }

    /// <summary>Cancels what is left, waits for it, disposes, and lets the executor finish; then the loop can be closed.</summary>
    internal void ShutDown()
    {
        CancelLeftTasks();
        if (_disposables.Count > 0)
        {
            RunUntilComplete(ShutDownDisposables);
        }

        if (_ownExecutor is not null)
        {
            RunUntilComplete(() => ShutDownExecutor(Options.ExecutorShutdownTimeout));
        }
    }

    private void CancelLeftTasks()
    {
        IReadOnlyList<LoopTask> left = AllTasks;
        if (left.Count == 0)
        {
            return;
        }

        var all = new LoopFuture<int>(this);
        int remaining = left.Count;
        foreach (LoopTask task in left)
        {
            task.Cancel();
            task.AddDoneCallback(_ =>
            {
                if (--remaining == 0)
                {
                    all.SetResult(left.Count);
                }
            });
        }

        RunUntilComplete(all);
        ReportFaults(left);
    }

    private void ReportFaults(IReadOnlyList<LoopTask> tasks)
    {
        foreach (LoopTask task in tasks)
        {
            if (task.IsFaulted)
            {
                task.MarkFaultSeen();
                ReportShutdownFault($"{task.Name} faulted while the event loop was shut down.", task.Fault!, task);
            }
        }
    }

    private void ReportShutdownFault(string message, Exception exception, LoopTask? task) => CallExceptionHandler(new LoopErrorContext
    {
        Loop = this,
        Kind = LoopErrorKind.ShutdownFault,
        Message = message,
        Exception = exception,
        Task = task,
        Future = task,
    });
}
