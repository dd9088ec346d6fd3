using System.Buffers;
using System.IO.Pipelines;

namespace Sim.AspNetCore;

/// <summary>An event loop on a thread of its own, and the connections that it serves.</summary>
internal sealed class LoopThread : IDisposable
{
    private const int GatherSize = 64 * 1024;

    private readonly EventLoop _loop;
    private readonly bool _givesContext;
    private readonly LinkedList<LoopConnection> _connections = new();
    private readonly TaskCompletionSource _isIdle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int _threadId;
    private bool _isStopping;

    /// <param name="loop">Runs, and is nobody else's.</param>
    /// <param name="options">How it serves.</param>
    /// <param name="pool">What connections take memory from; disposed with this.</param>
    public LoopThread(EventLoop loop, SimLoopsOptions options, MemoryPool<byte> pool)
    {
        _loop = loop;
        Pool = pool;
        _givesContext = options.ApplicationThread == ApplicationThread.LoopWithContext;
        Post(static thread => ((LoopThread)thread!).Enter(), this);
        var scheduler = new LoopScheduler(this);
        PipeScheduler application = options.ApplicationThread == ApplicationThread.Pool ? PipeScheduler.ThreadPool : scheduler;
        InputOptions = new PipeOptions(
            readerScheduler: application, writerScheduler: scheduler, useSynchronizationContext: false,
            pauseWriterThreshold: options.MaxReadBufferSize, resumeWriterThreshold: ResumeAt(options.MaxReadBufferSize));
        OutputOptions = new PipeOptions(
            readerScheduler: scheduler, writerScheduler: application, useSynchronizationContext: false, minimumSegmentSize: LoopOutput.SegmentSize,
            pauseWriterThreshold: options.MaxWriteBufferSize, resumeWriterThreshold: ResumeAt(options.MaxWriteBufferSize));
    }

    public EventLoop Loop => _loop;

    /// <summary>Whether the calling thread is the loop's.</summary>
    public bool IsCurrent => Environment.CurrentManagedThreadId == _threadId;

    /// <summary>What Kestrel takes memory from for the connections' own use.</summary>
    public MemoryPool<byte> Pool { get; }

    public PipeOptions InputOptions { get; }

    public PipeOptions OutputOptions { get; }

    /// <summary>Where small pieces are put together before they are sent; on the loop's thread only.</summary>
    public byte[] Gathered { get; } = GC.AllocateUninitializedArray<byte>(GatherSize, pinned: true);

    /// <summary>Runs <paramref name="callback"/> on the loop, or on the thread pool once the loop is gone: then it has nothing to do on the loop any more.</summary>
    public void Post(SendOrPostCallback callback, object? state)
    {
        try
        {
            _loop.Context.Post(callback, state);
        }
        catch (ObjectDisposedException)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static call => call.callback(call.state), (callback, state), preferLocal: false);
        }
    }

    /// <summary>To be awaited by who wants to go on on the loop's thread.</summary>
    public LoopSwitch Switch() => new(this);

    /// <summary>Waits until all has run that was posted to the loop before.</summary>
    public Task CatchUpAsync()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(static reached => ((TaskCompletionSource)reached!).SetResult(), reached);
        return reached.Task;
    }

    /// <summary>Aborts what is left of connections, and waits until they are gone.</summary>
    public Task StopAsync()
    {
        Post(static thread => ((LoopThread)thread!).Stop(), this);
        return _isIdle.Task;
    }

    /// <summary>Once the loop is closed.</summary>
    public void Dispose() => Pool.Dispose();

    /// <returns>What to give to <see cref="Detach"/>.</returns>
    public LinkedListNode<LoopConnection> Attach(LoopConnection connection) => _connections.AddLast(connection);

    public void Detach(LinkedListNode<LoopConnection> connection)
    {
        _connections.Remove(connection);
        StopIfIdle();
    }

    private static int ResumeAt(int limit) => Math.Max(1, limit / 2);

    /// <summary>The first that runs on the loop: without a context, <c>await</c> does not come back to it.</summary>
    private void Enter()
    {
        _threadId = Environment.CurrentManagedThreadId;
        if (!_givesContext)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }
    }

    private void Stop()
    {
        _isStopping = true;
        foreach (LoopConnection connection in _connections)
        {
            connection.Abort(abortReason: new("The server has stopped."));
        }

        StopIfIdle();
    }

    private void StopIfIdle()
    {
        if (_isStopping && _connections.Count == 0)
        {
            _isIdle.TrySetResult();
        }
    }
}
