namespace Sim;

/// <summary>What an exploration came to.</summary>
public sealed class Exploration
{
    internal Exploration()
    {
    }

    /// <summary>The simulation's name.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>The strategy that picked, by name; where it decided by the profile run what to do, what it chose and why.</summary>
    public string Strategy { get; internal init; } = "";

    /// <summary>How many runs were made, the failing one included, shrinking and confirmation not.</summary>
    public int Runs { get; internal init; }

    /// <summary>How many steps these runs took.</summary>
    public long Steps { get; internal init; }

    /// <summary>How much virtual time passed in them.</summary>
    public TimeSpan VirtualTime { get; internal init; }

    /// <summary>How much real time they took.</summary>
    public TimeSpan Elapsed { get; internal init; }

    /// <summary>The number of the run that failed, from 1 on; 0 if none did.</summary>
    public int FailedRun { get; internal init; }

    /// <summary>The failing run as it was found, or null.</summary>
    public RunResult? Original { get; internal init; }

    /// <summary>The failing run to look at: shrunk, where it could be; or null.</summary>
    public RunResult? Failure { get; internal init; }

    /// <summary>
    /// A run that passes and differs from <see cref="Failure"/> as little as is known: by one swap of two steps, or one departure taken back. Null where
    /// none is known.
    /// </summary>
    public RunResult? Passing { get; internal init; }

    /// <summary>What should sometimes hold (<see cref="Simulation.Sometimes"/>), counted over all runs, in the order of the names.</summary>
    public IReadOnlyList<SometimesCount> Sometimes { get; internal init; } = [];

    /// <summary>
    /// What should sometimes hold, was looked at, and never did: a finding of the exploration as a whole, where it ended without another.
    /// Of a share of the runs (<see cref="ExploreOptions.Stride"/>) it says nothing yet: sum the counts of all shares.
    /// </summary>
    public IReadOnlyList<string> NeverReached => [.. Sometimes.Where(static count => count.RunsHeld == 0).Select(static count => count.Name)];

    /// <summary>What an exhaustive search did; null under other strategies.</summary>
    public ExhaustiveVerdict? Verdict { get; internal init; }

    /// <summary>How long the failure took to shrink; zero where nothing was shrunk.</summary>
    public TimeSpan Shrinking { get; internal init; }

    internal bool IsShare { get; init; }

    /// <summary>The story of the failure, or one line that says that nothing was found.</summary>
    public string Story { get; internal init; } = "";

    /// <summary>
    /// Writes the timeline of the failure, beside <see cref="Passing"/>, to a file: <c>.html</c>, <c>.json</c> (for Perfetto) or <c>.mmd</c> (Mermaid).
    /// </summary>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    /// <exception cref="InvalidOperationException">No failure was found.</exception>
    public void WriteTimeline(string path)
    {
        if (Failure is null)
        {
            throw new InvalidOperationException($"The exploration of {Name} found no failure, so there is no timeline of one: look at Failure first.");
        }

        Timeline.Of(this).Save(path);
    }

    /// <summary>
    /// Throws a <see cref="SimulationFailedException"/> that tells the story if a failure was found, and a
    /// <see cref="NeverReachedException"/> if what should sometimes hold never did in all the runs.
    /// </summary>
    public void ThrowIfFailed()
    {
        if (Failure is not null)
        {
            throw new SimulationFailedException($"{Story}{Environment.NewLine}{Environment.NewLine}  In code   Simulator.Replay(\"{Failure.Token}\", ...)", Failure);
        }

        if (NeverReached.Count > 0 && !IsShare)
        {
            throw new NeverReachedException(Story, NeverReached);
        }
    }
}
