namespace Sim;

/// <summary>
/// Runs work on .NET's thread pool, at most so many pieces at a time, in the order in which they came; what is beyond waits in a queue.
/// In a simulation each is a step.
/// </summary>
/// <remarks>Work that blocks keeps a thread of the pool, which makes more of them only slowly: see <see cref="ThreadPool.SetMinThreads"/>.</remarks>
public sealed class PoolExecutor : IExecutor
{
    private readonly Lock _lock = new();
    private readonly Queue<(Action Work, ExecutionContext? Context)> _waiting = new();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _isShutDown;

    /// <summary>Makes one.</summary>
    /// <param name="maxThreads">How many pieces of work run at a time, from 1 on. Default: 4 more than there are processors, at most 32.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxThreads"/> is less than 1.</exception>
    public PoolExecutor(int? maxThreads = null)
    {
        MaxThreads = maxThreads ?? Math.Min(32, Environment.ProcessorCount + 4);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxThreads, 1, nameof(maxThreads));
    }

    /// <summary>How many pieces of work run at a time.</summary>
    public int MaxThreads { get; }

    /// <inheritdoc />
    public void Submit(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isShutDown, this);
            if (_running == MaxThreads)
            {
                _waiting.Enqueue((work, ExecutionContext.Capture()));
                return;
            }

            _running++;
        }

        Start(work);
    }

    /// <inheritdoc />
    public Task ShutDown()
    {
        lock (_lock)
        {
            _isShutDown = true;
            if (_running == 0)
            {
                _finished.TrySetResult();
            }
        }

        return _finished.Task;
    }

    private void Start(Action work) => ThreadPool.QueueUserWorkItem(Run, work, preferLocal: true);

    /// <summary>Each piece of work is an item of its own, with the AsyncLocals of who submitted it.</summary>
    private void Run(Action work)
    {
        try
        {
            work();
        }
        finally
        {
            GoOn();
        }
    }

    private void GoOn()
    {
        (Action Work, ExecutionContext? Context) next;
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out next))
            {
                _running--;
                if (_isShutDown && _running == 0)
                {
                    _finished.TrySetResult();
                }

                return;
            }
        }

        if (next.Context is null)
        {
            Start(next.Work);
        }
        else
        {
            ExecutionContext.Run(next.Context, _ => Start(next.Work), null);
        }
    }
}
