namespace Sim.Benchmarks.Measuring;

/// <summary>Makes a few long runs of one body, under seeds 1 and on, with no rehearsal before them.</summary>
internal sealed class MeasuredPlan(string name, Func<Simulation, Task> body, int runs) : IRunPlan
{
    private readonly RunOptions _options = new() { Name = name, MaxSteps = 1_000_000_000, StepTimeout = TimeSpan.FromMinutes(1) };
    private readonly RandomWalk _strategy = new();
    private string? _failure;
    private int _made;

    /// <summary>Makes the runs.</summary>
    /// <exception cref="InvalidOperationException">One of them did not pass.</exception>
    public void Execute()
    {
        Session.Execute(this);
        if (_failure is not null)
        {
            throw new InvalidOperationException(_failure);
        }
    }

    public RunSpec? Next() => _failure is not null || _made == runs
        ? null
        : new RunSpec { Seed = (ulong)++_made, Strategy = _strategy, Options = _options, Body = body };

    public void Completed(World world)
    {
        if (world.Outcome != RunOutcome.Passed)
        {
            _failure = $"{name}, run {_made}: {world.Outcome}: {world.Error?.Message ?? world.Detail}";
        }
    }
}
