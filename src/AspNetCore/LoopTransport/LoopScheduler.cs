using System.IO.Pipelines;

namespace Sim.AspNetCore;

/// <summary>Runs what a pipe wakes on a loop's thread: at once where that is the calling one.</summary>
internal sealed class LoopScheduler(LoopThread thread) : PipeScheduler
{
    public override void Schedule(Action<object?> action, object? state)
    {
        if (thread.IsCurrent)
        {
            action(state);
        }
        else
        {
            thread.Post(new SendOrPostCallback(action), state);
        }
    }
}
