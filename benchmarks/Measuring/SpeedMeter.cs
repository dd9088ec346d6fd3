namespace Sim.Benchmarks.Measuring;

/// <summary>Measures how fast a body is explored: warm, and as the median of several rounds, since machines are shared.</summary>
internal static class SpeedMeter
{
    private const int Rounds = 5;
    private const double LeastWarmup = 1;

    /// <exception cref="InvalidOperationException">The body fails: a failing exploration ends early and measures nothing.</exception>
    public static Speed Measure(string name, Func<Simulation, Task> body, double seconds) => Measure(name, body, ["random"], seconds)[0];

    /// <summary>Measures several strategies side by side: each round goes through all of them, so that a machine that is slow for a while is so for all.</summary>
    /// <exception cref="InvalidOperationException">The body fails: a failing exploration ends early and measures nothing.</exception>
    public static Speed[] Measure(string name, Func<Simulation, Task> body, string[] strategies, double seconds)
    {
        double perRound = seconds / Rounds;
        double warmup = Math.Min(Math.Max(perRound, LeastWarmup / strategies.Length), seconds);
        int[] runs = [.. strategies.Select(strategy => Calibrate(name, body, strategy, warmup, perRound))];
        var rounds = new List<Speed[]>();
        for (int round = 0; round < Rounds; round++)
        {
            rounds.Add([.. strategies.Select((strategy, index) => Round(name, body, strategy, runs[index]))]);
        }

        return [.. strategies.Select((_, index) => MedianOf([.. rounds.Select(round => round[index])]))];
    }

    private static Speed MedianOf(Speed[] rounds) => new(
        Quantiles.Median(rounds.Select(static round => round.RunsPerSecond)),
        Quantiles.Median(rounds.Select(static round => round.StepsPerSecond)),
        Quantiles.Median(rounds.Select(static round => round.StepsPerRun)),
        Quantiles.Median(rounds.Select(static round => round.BytesPerRun)),
        Quantiles.Median(rounds.Select(static round => round.Share)))
    {
        RunsPerProcessorSecond = Quantiles.Median(rounds.Select(static round => round.RunsPerProcessorSecond)),
    };

    /// <summary>Explores for so long that the code is compiled as well as it will be, and tells how many runs fill a round.</summary>
    private static int Calibrate(string name, Func<Simulation, Task> body, string strategy, double warmup, double round)
    {
        int runs = 1;
        double spent = 0;
        Speed last = Round(name, body, strategy, runs);
        while (spent < warmup)
        {
            last = Round(name, body, strategy, runs);
            spent += last.Seconds;
            runs = last.Seconds < warmup / 4 ? runs * 2 : runs;
        }

        return Math.Max(1, (int)(last.RunsPerSecond * round));
    }

    private static Speed Round(string name, Func<Simulation, Task> body, string strategy, int runs)
    {
        var starts = new StartCounter();
        TimeSpan used = Environment.CpuUsage.TotalTime;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Exploration exploration = Simulator.Explore(body, new ExploreOptions
        {
            Name = name,
            Strategy = strategy,
            Runs = runs,
            Shrink = false,
            Seed = 1,
            MaxSteps = 100_000_000,
            Observer = starts,
        });
        long bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        if (exploration.Failure is { } failure)
        {
            throw new InvalidOperationException($"{name} failed at run {exploration.FailedRun}: {failure.Failure}");
        }

        double share = (Environment.CpuUsage.TotalTime - used) / exploration.Elapsed;
        double perRun = (double)exploration.Steps / exploration.Runs;
        double rate = starts.Count / exploration.Elapsed.TotalSeconds;
        return new Speed(rate, rate * perRun, perRun, (double)bytes / starts.Count, share)
        {
            Seconds = exploration.Elapsed.TotalSeconds,
            RunsPerProcessorSecond = rate / share,
        };
    }

    /// <summary>An exploration rehearses its first run; rehearsals take time too, and count.</summary>
    private sealed class StartCounter : IExplorationObserver
    {
        public int Count { get; private set; }

        public void RunStarting(int run, ulong seed) => Count++;

        public void RunEnded(CompletedRun run)
        {
        }
    }
}

/// <summary>How fast a body is explored.</summary>
/// <param name="Share">The processor time that the process was given, as a part of the time that passed.</param>
internal sealed record Speed(double RunsPerSecond, double StepsPerSecond, double StepsPerRun, double BytesPerRun, double Share)
{
    /// <summary>How long it was measured.</summary>
    public double Seconds { get; init; }

    /// <summary>Runs for each second that a processor worked, on whichever thread: what a busy machine changes least.</summary>
    public double RunsPerProcessorSecond { get; init; }
}
