namespace Sim;

/// <summary>The code of a task that is given the task's token.</summary>
internal sealed class TokenBody(LoopTask task, Func<CancellationToken, Task> code)
{
    /// <summary>The user's code, by which the task's first step is named.</summary>
    public Delegate Code => code;

    public Task Run() => code(task.CancellationToken);
}
