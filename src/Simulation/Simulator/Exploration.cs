namespace Sim;

/// <summary>What an exploration came to.</summary>
public sealed class Exploration
{
    internal Exploration()
    {
    }

    /// <summary>The simulation's name.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>How many runs were made, the failing one included, shrinking and confirmation not.</summary>
    public int Runs { get; internal init; }

    /// <summary>The shrunk, confirmed failure, or null.</summary>
    public RunResult? Failure { get; internal init; }

    /// <summary>The story of the failure as text, or one line that says that nothing was found.</summary>
    public string Story { get; internal init; } = "";

    /// <summary>Throws a <see cref="SimulationFailedException"/> that tells the story if a failure was found.</summary>
    public void ThrowIfFailed()
    {
        if (Failure is not null)
        {
            throw new SimulationFailedException(Story, Failure);
        }
    }
}

/// <summary>A simulation failed: the message is the story, <see cref="Result"/> holds the token.</summary>
/// <param name="story">The story.</param>
/// <param name="result">The failing run, shrunk.</param>
public sealed class SimulationFailedException(string story, RunResult result) : Exception(story, result.Failure?.Exception)
{
    /// <summary>The failing run, shrunk.</summary>
    public RunResult Result { get; } = result;
}
