namespace Sim;

/// <summary>A callback that was scheduled with <see cref="EventLoop.CallSoonThreadSafe(Action)"/>. Safe on any thread.</summary>
public sealed class ThreadSafeHandle : IContinuation
{
    internal static readonly Action<object?> Run = static handle => ((ThreadSafeHandle)handle!).Invoke();

    private Action? _callback;

    internal ThreadSafeHandle(Action callback)
    {
        _callback = callback;
    }

    Delegate? IContinuation.Continuation => _callback;

    /// <summary>Keeps the callback from running, unless it has begun to.</summary>
    /// <returns>Whether it was still to run; a second call answers false.</returns>
    public bool Cancel() => Interlocked.Exchange(ref _callback, null) is not null;

    private void Invoke() => Interlocked.Exchange(ref _callback, null)?.Invoke();
}
