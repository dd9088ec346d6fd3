namespace Sim;

/// <content>What other threads ask of the loop.</content>
public sealed partial class EventLoop
{
    private readonly Lock _outsideLock = new();
    private readonly List<ThreadSafeFuture> _outside = [];

    /// <summary>Makes a task on this loop from any thread.</summary>
    /// <returns>The task, as other threads may use it.</returns>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public ThreadSafeFuture RunThreadSafe(Func<Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Begin(new ThreadSafeFuture<object?>(this, loop => loop.CreateTask(body)));
    }

    /// <inheritdoc cref="RunThreadSafe(Func{Task})"/>
    /// <typeparam name="T">What the result is.</typeparam>
    public ThreadSafeFuture<T> RunThreadSafe<T>(Func<Task<T>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Begin(new ThreadSafeFuture<T>(this, loop => loop.CreateTask(body)));
    }

    /// <summary>For threads that do not know whether the loop is closed by now: then nothing happens.</summary>
    internal bool TryCallSoonThreadSafe(Action<object?> callback, object? state)
    {
        if (_closed)
        {
            return false;
        }

        if (IsOnLoopThread)
        {
            Schedule(callback, state, context: null, tag: 0);
        }
        else
        {
            Deliver(callback, state, context: null);
        }

        return true;
    }

    internal void ForgetOutside(ThreadSafeFuture future)
    {
        lock (_outsideLock)
        {
            _outside.Remove(future);
        }
    }

    private T Begin<T>(T future)
        where T : ThreadSafeFuture
    {
        lock (_outsideLock)
        {
            ThrowIfClosed();
            _outside.Add(future);
        }

        CallSoonThreadSafe(future.Begin);
        return future;
    }

    /// <summary>Whoever waits on another thread must not wait forever.</summary>
    private void ForgetOutside()
    {
        ThreadSafeFuture[] left;
        lock (_outsideLock)
        {
            left = [.. _outside];
            _outside.Clear();
        }

        foreach (ThreadSafeFuture future in left)
        {
            future.Abandon();
        }
    }
}
