namespace Sim.Gauntlet.Measuring;

/// <summary>Finds a program's bug as a user would, shrinking included, and checks what that came to against a search of all runs with fewer departures.</summary>
internal sealed class Shrinkage(GauntletProgram program, string strategy, int cap)
{
    /// <summary>More runs with fewer departures than this are not made.</summary>
    private const int MostChecks = 20_000;

    /// <summary>The failure of this seed, shrunk; null if the cap came first.</summary>
    public ShrunkFailure? Shrink(int seed)
    {
        var witness = new Witness(only: null);
        Exploration found = Simulator.Explore(Body, Options(seed) with { Strategy = strategy, Runs = cap, Observer = witness });
        if (found.Failure is not { } shrunk || found.Original is not { } original)
        {
            return null;
        }

        RunResult replayed = Simulator.Replay(shrunk.Token, Body, new RunOptions { Name = program.Name });
        return new ShrunkFailure(
            original.Departures, shrunk.Departures, found.Shrinking.TotalSeconds, IsAlike(original, replayed), IsMinimal(shrunk.Departures, witness.Identity));
    }

    private Task Body(Simulation sim) => program.Run(sim, false);

    private ExploreOptions Options(int seed) => new() { Name = program.Name, Seed = Hunt.FirstSeedOf(seed) };

    private static bool IsAlike(RunResult one, RunResult other) =>
        one.Outcome == other.Outcome
        && one.Failure?.Exception?.GetType() == other.Failure?.Exception?.GetType()
        && one.Failure?.Message == other.Failure?.Message;

    private bool? IsMinimal(int departures, string identity)
    {
        if (departures == 0)
        {
            return true;
        }

        Exploration fewer = Simulator.Explore(Body, Options(1) with
        {
            Strategy = FormattableString.Invariant($"exhaustive:{departures - 1}"),
            Runs = MostChecks,
            Shrink = false,
            AuditEvery = 0,
            Observer = new Witness(identity),
        });
        return fewer.Failure is not null ? false
            : fewer.Verdict!.IsComplete ? true
            : null;
    }

    /// <summary>Ends an exploration with the failure that is looked for, and remembers which it was.</summary>
    /// <param name="only">The identity of the failure; null for any.</param>
    private sealed class Witness(string? only) : IExplorationObserver
    {
        public string Identity { get; private set; } = "";

        public void RunStarting(int run, ulong seed)
        {
        }

        public void RunEnded(CompletedRun run)
        {
        }

        public bool EndsAt(int run, string identity)
        {
            Identity = identity;
            return only is null || only == identity;
        }
    }
}
