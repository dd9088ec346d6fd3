using System.Diagnostics;

namespace Sim.Benchmarks.Measuring;

/// <summary>Makes runs of one body and counts their steps by what brought them about.</summary>
internal sealed class CountingPlan(string name, Func<Simulation, Task> body, int runs) : IRunPlan
{
    private readonly RunOptions _options = new() { Name = name };
    private readonly RandomWalk _strategy = new();
    private readonly int[] _counts = new int[Enum.GetValues<StepKind>().Length + 1];
    private string? _failure;
    private int _made;

    /// <summary>Makes the runs.</summary>
    /// <returns>How long they took.</returns>
    /// <exception cref="InvalidOperationException">One of them did not pass.</exception>
    public TimeSpan Execute()
    {
        long start = Stopwatch.GetTimestamp();
        Session.Execute(this);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        return _failure is null ? elapsed : throw new InvalidOperationException(_failure);
    }

    public int Count(StepKind kind) => _counts[(int)kind];

    public RunSpec? Next() => _failure is not null || _made == runs
        ? null
        : new RunSpec { Seed = (ulong)++_made, Strategy = _strategy, Options = _options, Body = body };

    public void Completed(World world)
    {
        foreach (ref readonly StepRecord step in world.Trace.Steps)
        {
            _counts[(int)step.Tag.Kind]++;
        }

        if (world.Outcome != RunOutcome.Passed)
        {
            _failure = $"{name}, run {_made}: {world.Outcome}: {world.Error?.Message ?? world.Detail}";
        }
    }
}
