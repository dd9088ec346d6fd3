using Sim.Benchmarks.Measuring;
using Sim.Benchmarks.Programs;

namespace Sim.Benchmarks.Commands;

/// <summary>How many runs it takes until a program's bug shows.</summary>
internal static class HitsCommand
{
    private const int MostRuns = 100_000;

    /// <summary>So far apart are the base seeds of two explorations, that they share no run.</summary>
    private const ulong SeedStride = 1_000_003;

    private static readonly string[] Strategies = ["portfolio", "random", "sticky:0.9", "pct:3", "pos", "urw"];

    public static int Run(Arguments options)
    {
        int seeds = options.Count("--seeds", 20);
        GauntletProgram[] programs = Gauntlet.Select(options.Text("--programs"));
        ulong offset = (ulong)options.Count("--first", 1) - 1;
        string[] strategies = options.Text("--strategies")?.Split(';') ?? Strategies;
        options.Done();

        Console.WriteLine($"# Runs to the first bug: {Machine.Header()}");
        Console.WriteLine($"{seeds} base seeds: median [quartiles] greatest. The peers' figures were measured elsewhere, on programs of the same description.");
        Console.WriteLine();
        var table = new Table(["program", .. strategies, "Coyote random", "Clockwork", "bare loop, uniform"]);
        foreach (GauntletProgram program in programs.Where(static program => !program.IsAlwaysWrong))
        {
            string[] ours = [.. strategies.Select(strategy => Quantiles.Summary(Hits(program, strategy, seeds, offset)))];
            table.Add([program.Name, .. ours, program.CoyoteHits, program.ClockworkHits, program.BareHits]);
        }

        table.Print();
        return 0;
    }

    public static int[] Hits(GauntletProgram program, string strategy, int seeds, ulong offset = 0) =>
        [.. Enumerable.Range(1, seeds).Select(seed => FirstHit(program, strategy, ((ulong)seed * SeedStride * MostRuns) + offset))];

    private static int FirstHit(GauntletProgram program, string strategy, ulong seed)
    {
        Exploration exploration = Simulator.Explore(program.Body(checks: true), new ExploreOptions
        {
            Name = program.Name,
            Strategy = strategy,
            Seed = seed,
            Runs = MostRuns,
            Shrink = false,
        });
        return exploration.Original?.Outcome switch
        {
            RunOutcome.Failed or RunOutcome.Deadlocked => exploration.FailedRun,
            null => throw new InvalidOperationException($"{program.Name}, {strategy}, seed {seed}: no bug in {MostRuns:N0} runs."),
            var other => throw new InvalidOperationException($"{program.Name}, {strategy}, seed {seed}: {other}: {exploration.Original.Failure}"),
        };
    }
}
