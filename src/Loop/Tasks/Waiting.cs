namespace Sim;

/// <summary>The one way in which code waits for a future, and is reached by the cancellation of its task.</summary>
internal static class Waiting
{
    /// <summary>The code that runs waits for a future, and with it the task that it belongs to.</summary>
    public static void Begin(LoopFuture future, Action continuation)
    {
        LoopTask? task = LoopTask.Current;
        if (task is null)
        {
            new FutureWait(task: null).Begin(future, continuation);
        }
        else
        {
            task.WaitFor(future, continuation);
        }
    }

    /// <summary>
    /// Throws where the task that just resumed was canceled after what it waited for was done. The first thing that code does
    /// when it resumes is to ask its awaiter for the result, so this reaches the one that is meant.
    /// </summary>
    public static void ThrowIfInterrupted(EventLoop loop)
    {
        if (loop.Interrupt is { } interrupt)
        {
            loop.Interrupt = null;
            throw interrupt;
        }
    }
}
