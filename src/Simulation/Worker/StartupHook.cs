using Sim;

/// <summary>
/// Runs before the first line of a test host that is started with <c>DOTNET_STARTUP_HOOKS=Sim.Simulation</c>, as the run settings of the
/// test packages ask for. The runtime looks for a class of this name, outside of every namespace.
/// </summary>
internal static class StartupHook
{
    private const string Variable = "DOTNET_STARTUP_HOOKS";

    /// <summary>Called by the runtime. Processes that the host starts get no hook from here: they may not know Sim.</summary>
    public static void Initialize()
    {
        WorkerProcess.PrepareTests();
        string[] hooks = (Environment.GetEnvironmentVariable(Variable) ?? "").Split(Path.PathSeparator);
        string others = string.Join(Path.PathSeparator, hooks.Where(static hook => hook != "Sim.Simulation"));
        Environment.SetEnvironmentVariable(Variable, others.Length == 0 ? null : others);
    }
}
