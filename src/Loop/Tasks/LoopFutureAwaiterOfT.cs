using System.Runtime.CompilerServices;

namespace Sim;

/// <summary>Awaits a <see cref="LoopFuture{T}"/>.</summary>
/// <typeparam name="T">What the result is.</typeparam>
public readonly struct LoopFutureAwaiter<T> : ICriticalNotifyCompletion
{
    private readonly LoopFuture<T> _future;

    internal LoopFutureAwaiter(LoopFuture<T> future)
    {
        _future = future;
    }

    /// <summary>Whether the await goes on without yielding.</summary>
    public bool IsCompleted => _future.IsDone;

    /// <summary>The result; throws the fault, or that it was canceled.</summary>
    public T GetResult()
    {
        Waiting.ThrowIfInterrupted(_future.Loop);
        return _future.Result;
    }

    /// <inheritdoc />
    public void OnCompleted(Action continuation) => Waiting.Begin(_future, continuation);

    /// <inheritdoc />
    public void UnsafeOnCompleted(Action continuation) => Waiting.Begin(_future, continuation);
}
