namespace Sim.Capture;

/// <summary>The words for what leaves the world, each with its remedy.</summary>
internal static class Escapes
{
    private const string ClientRemedy =
        "Give HttpClient the simulated network: sim.Network.CreateHandler(), or IHttpClientFactory, which AddWebHost configures. Other clients take sim.Network.ConnectAsync.";

    private const string FileWatcherRemedy =
        "Watch no files in a simulation: reloadOnChange: false, or DOTNET_hostBuilder__reloadConfigOnChange=false in the environment (the sim tool sets it).";

    public static Escape ForeignThread(Thread thread, string stack) => new(
        thread.IsThreadPoolThread
            ? "Code of the simulation ran on a thread of the real thread pool."
            : $"Code of the simulation ran on the thread \"{thread.Name ?? "(unnamed)"}\", which the simulation does not control.",
        thread.IsThreadPoolThread ? PoolRemedy() : ThreadRemedy(thread),
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

    public static Escape RealConnection(string address) => new($"A real socket connects to {address}.", ClientRemedy, "");

    public static Escape RealLookup(string name) => new($"The name \"{name}\" is looked up in the real network.", ClientRemedy, "");

    public static Escape RealListener(string address) => new(
        $"A real socket is bound to {address}.",
        "Listen on the simulated network: sim.Network.Listen(port). AddWebHost gives it to Kestrel.",
        "");

    public static Escape FileWatcher(string path) => new(
        $"A file watcher watches {path}.",
        FileWatcherRemedy,
        "");

    public static Escape RealProcess() => new(
        "A process of the operating system is started.",
        "Put what it does behind an interface, and give the code a fake of it.",
        "");

    public static Escape Exit() => new(
        "The code ended its process (Environment.Exit), and all simulations in it.",
        "End the program as a host can: IHostApplicationLifetime.StopApplication, or a return from Main. In a simulation other hosts live on.",
        "");

    private static string ThreadRemedy(Thread thread) => thread.Name switch
    {
        ".NET File Watcher" => FileWatcherRemedy,
        ".NET Sockets" => ClientRemedy,
        _ => "Use Task.Run instead of new Thread, and the simulated network instead of real sockets.",
    };

    private static string PoolRemedy() => PoolInternals.IsGlobalQueueAssignable
        ? "Find what queued the work in the stack: a real socket or file operation, or a foreign thread. Give the code a simulated one."
        : "Set the environment variable DOTNET_PROCESSOR_COUNT=33 before the process starts (a runsettings file does it for dotnet test; the sim tool does it by itself): only then can all work of the pool be captured.";
}
