using System.Runtime.CompilerServices;

namespace Sim;

/// <summary>Awaits a <see cref="LoopTask{T}"/>.</summary>
/// <typeparam name="T">What the result is.</typeparam>
public readonly struct LoopTaskAwaiter<T> : ICriticalNotifyCompletion
{
    private readonly LoopTask<T> _task;

    internal LoopTaskAwaiter(LoopTask<T> task)
    {
        _task = task;
    }

    /// <summary>Whether the await goes on without yielding.</summary>
    public bool IsCompleted => _task.IsDone;

    /// <summary>The result; throws the fault, or that it was canceled.</summary>
    public T GetResult()
    {
        Waiting.ThrowIfInterrupted(_task.Loop);
        return _task.Result;
    }

    /// <inheritdoc />
    public void OnCompleted(Action continuation) => Waiting.Begin(_task, continuation);

    /// <inheritdoc />
    public void UnsafeOnCompleted(Action continuation) => Waiting.Begin(_task, continuation);
}
