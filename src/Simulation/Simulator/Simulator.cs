namespace Sim;

/// <summary>Runs, explores and replays a test body in a deterministic world.</summary>
public static class Simulator
{
    /// <summary>Runs <paramref name="body"/> once, under the schedule of one seed.</summary>
    public static RunResult Run(Func<Simulation, Task> body, RunOptions? options = null) => throw new NotImplementedException();

    /// <summary>Runs <paramref name="body"/> under many schedules, and shrinks and confirms the first failure.</summary>
    public static Exploration Explore(Func<Simulation, Task> body, ExploreOptions? options = null) => throw new NotImplementedException();

    /// <summary>Runs <paramref name="body"/> under the very schedule of a token.</summary>
    public static RunResult Replay(string token, Func<Simulation, Task> body, RunOptions? options = null) => throw new NotImplementedException();
}
