namespace Sim;

/// <summary>The main task of a loop while <see cref="EventLoop.RunUntilComplete"/> waits for it.</summary>
internal sealed class MainRun(EventLoop loop, Func<Task> main)
{
    /// <summary>The task, once it was started.</summary>
    public Task? Task { get; private set; }

    /// <summary>Whether its end stops the loop: not once the wait was given up, lest it stop a later run.</summary>
    public bool IsAwaited { get; set; } = true;

    /// <summary>Starts the task. What throws before there is one is its fault: the loop would else wait for it forever.</summary>
    public void Start()
    {
        try
        {
            Task = main() ?? throw new InvalidOperationException("The main function returned null instead of a task.");
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            Task = Task.FromException(exception);
        }

        Task.ContinueWith(static (_, run) => ((MainRun)run!).StopLoop(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.FromCurrentSynchronizationContext());
    }

    private void StopLoop()
    {
        if (IsAwaited)
        {
            loop.Stop();
        }
    }
}
