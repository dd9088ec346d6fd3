using System.Runtime.CompilerServices;

namespace Sim;

/// <summary>Waits until a future is done, on nobody's behalf: the cancellation of the task that runs does not pass to it.</summary>
internal readonly struct DetachedAwaiter(LoopFuture future) : ICriticalNotifyCompletion
{
    public bool IsCompleted => future.IsDone;

    public DetachedAwaiter GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => new FutureWait(task: null).Begin(future, continuation);

    public void UnsafeOnCompleted(Action continuation) => OnCompleted(continuation);
}
