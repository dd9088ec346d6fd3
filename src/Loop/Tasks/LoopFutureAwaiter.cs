using System.Runtime.CompilerServices;

namespace Sim;

/// <summary>Awaits a <see cref="LoopFuture"/>.</summary>
public readonly struct LoopFutureAwaiter : ICriticalNotifyCompletion
{
    private readonly LoopFuture _future;

    internal LoopFutureAwaiter(LoopFuture future)
    {
        _future = future;
    }

    /// <summary>Whether the await goes on without yielding.</summary>
    public bool IsCompleted => _future.IsDone;

    /// <summary>Throws the fault, or that it was canceled.</summary>
    public void GetResult()
    {
        Waiting.ThrowIfInterrupted(_future.Loop);
        _future.ThrowIfUnsuccessful();
    }

    /// <inheritdoc />
    public void OnCompleted(Action continuation) => Waiting.Begin(_future, continuation);

    /// <inheritdoc />
    public void UnsafeOnCompleted(Action continuation) => Waiting.Begin(_future, continuation);
}
