namespace Sim;

/// <summary>What a mark says of how its simulation is run.</summary>
/// <param name="Mark">How the mark is written: <c>SimulationFact</c>.</param>
/// <param name="Runs">The greatest number of runs; 0 leaves it to the exploration.</param>
/// <param name="Seed">The seed of the first run.</param>
/// <param name="Strategy">Who picks; null leaves it to the exploration.</param>
/// <param name="Time">After how much real time no further run starts; null is never.</param>
/// <param name="Replay">A token to replay instead of exploring; or null.</param>
internal sealed record TestSettings(string Mark, int Runs, long Seed, string? Strategy, string? Time, string? Replay)
{
    /// <summary>What the mark says of inputs, if it is that of a property.</summary>
    public PropertySettings? Property { get; init; }

    /// <exception cref="ArgumentException">Something is out of range.</exception>
    public ExploreOptions ToOptions()
    {
        if (Runs < 0)
        {
            throw new ArgumentException($"Runs = {Runs:N0} is less than one run: leave it out for {new ExploreOptions().Runs:N0}.");
        }

        var options = new ExploreOptions { Seed = (ulong)Seed };
        return options with
        {
            Runs = Runs == 0 ? options.Runs : Runs,
            Strategy = Strategy ?? options.Strategy,
            Time = Time is null ? null : TestDuration.Parse(Time, nameof(Time)),
        };
    }
}
