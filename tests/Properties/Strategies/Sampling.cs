namespace Sim.Properties.Strategies;

/// <summary>Many runs of one body under one strategy, from seed 0 on, after the profile run, as an exploration makes them; failures end nothing.</summary>
internal sealed class Sampling : IRunPlan
{
    private readonly RunSpec _spec;
    private readonly int _runs;
    private readonly Action<World> _look;
    private int _next = -1;

    private Sampling(Func<Simulation, Task> body, string strategy, int runs, Action<World> look)
    {
        _spec = new RunSpec { Seed = 0, Strategy = StrategyNames.Make(strategy), Options = new RunOptions(), Body = body, WaitsForOutside = false };
        _runs = runs;
        _look = look;
    }

    /// <summary>Makes the runs and looks at each.</summary>
    public static void Of(Func<Simulation, Task> body, string strategy, int runs, Action<World> look) =>
        Session.Execute(new Sampling(body, strategy, runs, look));

    /// <summary>How many of the runs failed.</summary>
    public static int Failures(Func<Simulation, Task> body, string strategy, int runs)
    {
        int failures = 0;
        Of(body, strategy, runs, world => failures += world.Outcome == RunOutcome.Passed ? 0 : 1);
        return failures;
    }

    public RunSpec? Next() => _next < 0 ? ProfileRun.Spec(_spec) : _next < _runs ? _spec with { Seed = (ulong)_next } : null;

    public void Completed(World world)
    {
        if (_next < 0)
        {
            ProfileRun.Tell(_spec.Strategy, world);
        }
        else
        {
            _look(world);
        }

        _next++;
    }
}
