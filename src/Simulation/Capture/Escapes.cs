namespace Sim.Capture;

/// <summary>The words for what leaves the world, each with its remedy.</summary>
internal static class Escapes
{
    public static Escape ForeignThread(Thread thread, string stack) => new(
        thread.IsThreadPoolThread
            ? "Code of the simulation ran on a thread of the real thread pool."
            : $"Code of the simulation ran on the thread \"{thread.Name ?? "(unnamed)"}\", which the simulation does not control.",
        thread.IsThreadPoolThread ? PoolRemedy() : "Use Task.Run instead of new Thread, and the simulated network instead of real sockets.",
        stack);

    public static Escape ForeignPost(string stack) => new(
        "A thread outside the simulation completed something that the simulation awaits.",
        "Find what started that thread (a real socket, a file watcher, new Thread) in the stack, and give the code a simulated one.",
        stack);

    public static Escape LateItem(string method, int run, string stack) => new(
        $"{method} belongs to run {run}, which is over: it was left waiting on something that outlives a run.",
        "A static field, a shared cache or a singleton carries state from run to run: create it anew in each run.",
        stack);

    public static Escape CollectedTimer(string callback) => new(
        $"A timer that calls {callback} was collected by the garbage collector while it was pending.",
        "Keep a reference to the Timer for as long as it should fire.",
        "");

    private static string PoolRemedy() => PoolInternals.IsGlobalQueueAssignable
        ? "Find what queued the work in the stack: a real socket or file operation, or a foreign thread. Give the code a simulated one."
        : "Set the environment variable DOTNET_PROCESSOR_COUNT=33 before the process starts (a runsettings file does it for dotnet test; the sim tool does it by itself): only then can all work of the pool be captured.";
}
