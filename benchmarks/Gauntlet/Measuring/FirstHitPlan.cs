namespace Sim.Gauntlet.Measuring;

/// <summary>
/// An exploration as a user's, up to its first failure: no shrinking, no story. Nothing of a program here waits for anything outside the
/// simulation, so a deadlock is told at once.
/// </summary>
internal sealed class FirstHitPlan(Func<Simulation, Task> body, ExploreOptions options) : IRunPlan
{
    private readonly ExplorePlan _inner = new(body, options);

    /// <summary>The failing run, or null.</summary>
    public RunResult? Failed => _inner.Failed;

    /// <summary>Its number, from 1 on; 0 if no run failed.</summary>
    public int FailedRun => _inner.Found?.Number ?? 0;

    /// <summary>How many runs were made.</summary>
    public int Runs => _inner.Runs;

    /// <summary>Makes the runs.</summary>
    public void Execute() => Session.Execute(this);

    public RunSpec? Next() => _inner.Next() is { } spec ? spec with { WaitsForOutside = false } : null;

    public void Completed(World world) => _inner.Completed(world);
}
