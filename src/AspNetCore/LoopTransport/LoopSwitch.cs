using System.Runtime.CompilerServices;

namespace Sim.AspNetCore;

/// <summary>What is awaited to go on on a loop's thread.</summary>
internal readonly struct LoopSwitch(LoopThread thread) : ICriticalNotifyCompletion
{
    public bool IsCompleted => thread.IsCurrent;

    public LoopSwitch GetAwaiter() => this;

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => thread.Post(static action => ((Action)action!)(), continuation);

    public void GetResult()
    {
    }
}
