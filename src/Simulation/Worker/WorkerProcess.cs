using System.ComponentModel;
using Sim.Capture;

namespace Sim;

/// <summary>What a process that exists for simulations alone sets up before user code loads. For the tool's workers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WorkerProcess
{
    /// <summary>
    /// Called from the watchdog's thread when a step cannot be ended. The process is of no use afterward: a worker reports and
    /// exits.
    /// </summary>
    /// <value>Default: ends the process with the message, since whoever waits for the simulation would wait forever.</value>
    public static Action<string> OnLost { get; set; } = static message => Environment.FailFast(message);

    /// <summary>
    /// Called when a step ends the process (<c>Environment.Exit</c>), on its thread: the last that is heard of it. Gets what happened,
    /// what to do about it, and where.
    /// </summary>
    /// <value>Default: writes it to standard error.</value>
    public static Action<string> OnExit { get; set; } = static message => Console.Error.WriteLine(message);

    /// <summary>Fixes the seeds of string hashing and <see cref="HashCode"/>: the first thing a worker does.</summary>
    public static void Prepare() => HashSeeds.Fix();

    /// <summary>
    /// Prepares a test process that was started without the tool: hash seeds as above, and the number of processors that exact capture
    /// needs. For module initializers of test assemblies that are programs, and startup hooks: it must come before anything uses the thread pool.
    /// </summary>
    public static void PrepareTests()
    {
        HashSeeds.Fix();
        ProcessorCount.Raise();
    }

    /// <summary>Sends what simulated code writes to the console into the trace of its run; other code's lines go on as before.</summary>
    public static void CaptureConsole()
    {
        Console.SetOut(new TraceWriter(Console.Out));
        Console.SetError(new TraceWriter(Console.Error));
    }
}
