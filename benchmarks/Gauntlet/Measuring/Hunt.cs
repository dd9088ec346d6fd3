namespace Sim.Gauntlet.Measuring;

/// <summary>Explores one program under one strategy, from one seed after the other.</summary>
internal sealed class Hunt(GauntletProgram program, string strategy, int cap)
{
    /// <summary>So far apart are the first seeds of two explorations that they share no run.</summary>
    private const ulong SeedStride = 1_000_000_007;

    /// <summary>The seed of the first run of an exploration.</summary>
    public static ulong FirstSeedOf(int seed) => (ulong)seed * SeedStride;

    /// <summary>The schedules until the bug shows; null if the cap came first.</summary>
    /// <exception cref="InvalidOperationException">A run failed in another way than by the known bug.</exception>
    public int? FirstHit(int seed)
    {
        FirstHitPlan plan = Explore(seed, isFixed: false);
        if (plan.Failed is { } failed && !program.IsKnown(failed))
        {
            throw new InvalidOperationException($"{program.Name}, {strategy}, seed {seed}, run {plan.FailedRun}: {failed.Outcome} is not the known bug: {failed.Failure}");
        }

        return plan.Failed is null ? null : plan.FailedRun;
    }

    /// <summary>The first failure of the fixed twin in words; null if all runs passed.</summary>
    public string? FirstFailureOfTwin(int seed)
    {
        FirstHitPlan plan = Explore(seed, isFixed: true);
        return plan.Failed is { } failed ? $"seed {seed}, run {plan.FailedRun}: {failed.Outcome}: {failed.Failure?.Message}" : null;
    }

    private FirstHitPlan Explore(int seed, bool isFixed)
    {
        var plan = new FirstHitPlan(sim => program.Run(sim, isFixed), new ExploreOptions
        {
            Name = program.Name,
            Strategy = strategy,
            Seed = FirstSeedOf(seed),
            Runs = cap,
            Shrink = false,
        });
        plan.Execute();
        return plan;
    }
}
