namespace Sim;

/// <summary>Says which runs an exploration makes, one after another.</summary>
internal interface IRunSource
{
    /// <summary>The run with this number, or null if there is none.</summary>
    RunSpec? Make(RunSpec template, int run);

    /// <summary>The run that was made last is over, and counts.</summary>
    /// <returns>What is wrong with it that the world does not know, or null.</returns>
    string? Completed(World world);
}
