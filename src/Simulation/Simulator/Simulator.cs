namespace Sim;

/// <summary>Runs, explores and replays a test body in a deterministic world.</summary>
/// <remarks>
/// The body is an ordinary asynchronous method. It may be run many times and must start from scratch each time. Simulations of
/// one process run one at a time; a second caller waits.
/// </remarks>
public static class Simulator
{
    /// <summary>Runs <paramref name="body"/> once, under the schedule of one seed.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="PlatformNotSupportedException">This runtime cannot be captured.</exception>
    public static RunResult Run(Func<Simulation, Task> body, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        options ??= new RunOptions();
        OptionChecks.Require(options);
        return SingleRun.Execute(new RunSpec
        {
            Seed = options.Seed,
            Strategy = StrategyNames.Make(options.Strategy),
            Options = options,
            Body = body,
            TakesStacks = true,
            KeepsDetails = options.Details || options.Break is not null,
        }).Result!;
    }

    /// <summary>Runs <paramref name="body"/> under many schedules, and shrinks and confirms the first failure.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="PlatformNotSupportedException">This runtime cannot be captured.</exception>
    public static Exploration Explore(Func<Simulation, Task> body, ExploreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        options ??= new ExploreOptions();
        OptionChecks.Require(options);
        return Explorer.Explore(body, options);
    }

    /// <summary>Runs <paramref name="body"/> under the very schedule of a token.</summary>
    /// <remarks>Seed, strategy, ordering and limits come from the token, the rest from <paramref name="options"/>.</remarks>
    /// <exception cref="ArgumentException">The token is damaged, of another version, or of another simulation.</exception>
    /// <exception cref="ReplayDivergedException">The program no longer does what the token recorded.</exception>
    public static RunResult Replay(string token, Func<Simulation, Task> body, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        options ??= new RunOptions();
        return Replayer.Replay(TokenText.Parse(token), body, options);
    }

    /// <summary>
    /// Looks for a run that passes and differs from that of a token as little as can be found: by one swap of two steps, or one departure taken back.
    /// </summary>
    /// <returns>Null where the token's run passes itself, or no such run was found.</returns>
    /// <exception cref="ArgumentException">The token is damaged, of another version, or of another simulation.</exception>
    public static RunResult? FindPassing(string token, Func<Simulation, Task> body, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Replayer.FindPassing(TokenText.Parse(token), body, options ?? new RunOptions());
    }

    /// <summary>A token for the run that <paramref name="options"/> describe, made without running it.</summary>
    /// <param name="name">The simulation's name.</param>
    /// <param name="options">The run.</param>
    public static string SeedToken(string name, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        return TokenText.Format(ResultFactory.MakeSeedToken(options, ResultFactory.NameHash(name), build: 0));
    }

    /// <summary>Whether a token is one of the simulation with this name.</summary>
    /// <exception cref="ArgumentException">The token is damaged or of another version.</exception>
    public static bool TokenMatches(string token, string name) => TokenText.Parse(token).Name == ResultFactory.NameHash(name);
}
