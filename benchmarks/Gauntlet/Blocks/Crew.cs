namespace Sim.Gauntlet.Blocks;

/// <summary>The tasks that a program starts. Starting one is a scheduling point, as making a thread is.</summary>
internal sealed class Crew
{
    private readonly List<Task> _tasks = [];

    /// <summary>Starts a task on the pool and goes behind what is ready.</summary>
    public async Task StartAsync(Func<Task> body)
    {
        _tasks.Add(Task.Run(body));
        await Task.Yield();
    }

    /// <summary>Waits until all have ended.</summary>
    public Task JoinAsync() => Task.WhenAll(_tasks);
}
