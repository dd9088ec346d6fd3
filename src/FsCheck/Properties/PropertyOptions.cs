using FsCheck;

namespace Sim;

/// <summary>How a property is explored: how many inputs, and under how many schedules each.</summary>
public sealed record PropertyOptions : RunOptions
{
    private const int Million = 1_000_000;

    /// <summary>Options as they are if nothing is said.</summary>
    public PropertyOptions()
    {
        Strategy = "portfolio";
    }

    /// <summary>How many inputs are made, small ones first.</summary>
    /// <value>Default 100; from 1 to 1,000,000.</value>
    public int Inputs { get; init; } = 100;

    /// <summary>Under how many schedules each input is run.</summary>
    /// <value>Default 10; from 1 to 1,000,000. Three more runs an input are not counted: they profile, warm up and audit.</value>
    public int Schedules { get; init; } = 10;

    /// <summary>The size of the last input, as FsCheck understands sizes: the first has 1, and they grow evenly.</summary>
    /// <value>Default 100; from 1 to 1,000,000.</value>
    public int MaxSize { get; init; } = 100;

    /// <summary>Where FsCheck finds the values of the property's parameters.</summary>
    /// <value>Default: what FsCheck knows by itself, and the schedules, faults, latencies and hosts of <see cref="SimulationArbitraries"/>.</value>
    public IArbMap? Arbitraries { get; init; }

    /// <summary>The real time after which no further input is run.</summary>
    /// <value>Default: none.</value>
    public TimeSpan? Time { get; init; }

    /// <summary>Whether input and schedule are shrunk to the smallest that still fail.</summary>
    /// <value>Default true.</value>
    public bool Shrink { get; init; } = true;

    /// <summary>A token to replay, as a story names it, instead of exploring: it carries the input and the schedule.</summary>
    /// <value>Default: none.</value>
    public string? Replay { get; init; }

    internal InputOptions Counts => new(Inputs, Schedules);

    internal void Check()
    {
        InRange(Inputs, nameof(Inputs));
        InRange(Schedules, nameof(Schedules));
        InRange(MaxSize, nameof(MaxSize));
        if ((long)Inputs * Schedules > 1_000_000_000)
        {
            throw new ArgumentOutOfRangeException(nameof(Inputs), Inputs, $"{Inputs:N0} inputs under {Schedules:N0} schedules are more than 1,000,000,000 runs.");
        }
    }

    internal ExploreOptions ToExploreOptions() => new()
    {
        Seed = Seed,
        Strategy = Strategy,
        Ordering = Ordering,
        MaxSteps = MaxSteps,
        ProgressBound = ProgressBound,
        MaxVirtualTime = MaxVirtualTime,
        StepTimeout = StepTimeout,
        StartTime = StartTime,
        Name = Name,
        Method = Method,
        Time = Time,
        Shrink = Shrink,
        Runs = Inputs * Schedules,
    };

    private static void InRange(int value, string name)
    {
        if (value is < 1 or > Million)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} goes from 1 to {Million:N0}.");
        }
    }
}
