namespace Sim.Cli;

/// <summary>The tool's documented exit codes.</summary>
internal static class ExitCode
{
    /// <summary>Nothing found.</summary>
    public const int NothingFound = 0;

    /// <summary>A failure was found or reproduced.</summary>
    public const int FailureFound = 1;

    /// <summary>The command or its input is wrong.</summary>
    public const int WrongInput = 2;

    /// <summary>A replay did not reproduce.</summary>
    public const int NotReproduced = 3;
}
