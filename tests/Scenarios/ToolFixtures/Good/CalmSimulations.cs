namespace Sim.ToolFixtures;

/// <summary>Simulations in which nothing goes wrong.</summary>
public sealed class CalmSimulations : IDisposable
{
    private bool _disposed;

    [Simulation(Runs = 20)]
    public async Task Two_tasks_add_up(Simulation sim)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var parts = await Task.WhenAll(Task.Run(() => 1), Task.Run(() => 2));
        sim.Always(parts.Sum() == 3, "the parts add up");
    }

    [Simulation(Runs = 10)]
    public static async Task Writes_to_the_console(Simulation sim)
    {
        Console.WriteLine("a word of the user's");
        await Task.Yield();
        Console.Error.WriteLine("another word of the user's");
    }

    public void Dispose() => _disposed = true;
}
