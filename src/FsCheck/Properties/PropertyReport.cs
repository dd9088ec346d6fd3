namespace Sim;

/// <summary>What a property came to.</summary>
public sealed class PropertyReport
{
    private readonly Exploration _exploration;

    internal PropertyReport(Exploration exploration) => _exploration = exploration;

    /// <summary>The property's name.</summary>
    public string Name => _exploration.Name;

    /// <summary>How many inputs were made, the failing one included.</summary>
    public int Inputs { get; internal init; }

    /// <summary>How many runs were made, the failing one included; those that shrink and confirm not.</summary>
    public int Runs => _exploration.Runs;

    /// <summary>How many steps these runs took.</summary>
    public long Steps => _exploration.Steps;

    /// <summary>How much real time they took.</summary>
    public TimeSpan Elapsed => _exploration.Elapsed;

    /// <summary>The smallest input known that fails, a value for each parameter; null where nothing failed.</summary>
    public IReadOnlyList<object?>? Input { get; internal init; }

    /// <summary>The failing input as it was found, or null.</summary>
    public IReadOnlyList<object?>? OriginalInput { get; internal init; }

    /// <summary>The failing run to look at: with the smallest input, under the smallest schedule; or null.</summary>
    public RunResult? Failure => _exploration.Failure;

    /// <summary>The failing run as it was found, or null.</summary>
    public RunResult? Original => _exploration.Original;

    /// <summary>What should sometimes hold (<see cref="Simulation.Sometimes"/>), counted over all runs, in the order of the names.</summary>
    public IReadOnlyList<SometimesCount> Sometimes => _exploration.Sometimes;

    /// <summary>The story of the failure, or one line that says that nothing was found.</summary>
    public string Story => _exploration.Story;

    /// <summary>
    /// Throws a <see cref="SimulationFailedException"/> that tells the story if a failure was found, and a
    /// <see cref="NeverReachedException"/> if what should sometimes hold never did in all the runs.
    /// </summary>
    public void ThrowIfFailed()
    {
        if (Failure is not null)
        {
            string line = Environment.NewLine;
            throw new SimulationFailedException($"{Story}{line}{line}  In code   new PropertyOptions {{ Replay = \"{Failure.Token}\" }}", Failure);
        }

        _exploration.ThrowIfFailed();
    }
}
