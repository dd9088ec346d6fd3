using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sim.Capture;

/// <summary>
/// Says whether this runtime can be captured. Capture rests on private members of the runtime; each is looked for here, at
/// the first simulation, and where one is missing the error names the runtime and the member instead of failing somewhere later.
/// </summary>
internal static class CaptureSupport
{
    private static readonly Lazy<string?> s_missing = new(Probe);

    /// <exception cref="PlatformNotSupportedException">A member is missing or does not do what it did.</exception>
    public static void Require()
    {
        if (s_missing.Value is { } missing)
        {
            throw new PlatformNotSupportedException(
                $"Sim cannot capture {RuntimeInformation.FrameworkDescription} on {RuntimeInformation.ProcessArchitecture}: {missing} " +
                "It was built and tested on .NET 10.0.12 for x64 Linux: use a runtime of that line, or a newer Sim.");
        }
    }

    /// <summary>Refuses what cannot be captured exactly in this process: web servers queue work without a context, whose escape nobody would notice.</summary>
    /// <exception cref="InvalidOperationException">The pool's global queue is shared with the process.</exception>
    public static void RequireExact(string what)
    {
        Require();
        if (!PoolInternals.IsGlobalQueueAssignable)
        {
            throw new InvalidOperationException(
                $"{what} needs exact capture of the thread pool: set the environment variable DOTNET_PROCESSOR_COUNT=33 before the process starts " +
                "(a runsettings file does it for dotnet test; the sim tool does it by itself).");
        }
    }

    private static string? Probe()
    {
        try
        {
            RuntimeHelpers.RunClassConstructor(typeof(PoolInternals).TypeHandle);
            RuntimeHelpers.RunClassConstructor(typeof(TimerInternals).TypeHandle);
            RuntimeHelpers.RunClassConstructor(typeof(TaskInternals).TypeHandle);
            RuntimeHelpers.RunClassConstructor(typeof(SharedRandom).TypeHandle);
            RuntimeHelpers.RunClassConstructor(typeof(ActivityRandom).TypeHandle);
            RuntimeHelpers.RunClassConstructor(typeof(JsonSamples).TypeHandle);
            RuntimeHelpers.RunClassConstructor(typeof(MutexHandle).TypeHandle);
            return TryOut();
        }
        catch (TypeInitializationException exception) when (exception.InnerException is { } cause)
        {
            return cause.Message;
        }
        catch (Exception exception) when (exception is MissingMemberException or NotSupportedException or TypeLoadException)
        {
            return exception.Message;
        }
    }

    /// <summary>Members that exist may have changed their meaning: the accessors are used once, harmlessly.</summary>
    private static string? TryOut()
    {
        object queue = PoolInternals.NewStealingQueue();
        if (PoolInternals.Items.Of(queue).Length != 32 || PoolInternals.Tail.Of(queue) != 0)
        {
            return "the pool's work-stealing queue is laid out differently.";
        }

        if (TaskInternals.ContextOf(Task.CompletedTask) is not null || TaskInternals.IsFaultUnobserved(Task.CompletedTask))
        {
            return "tasks are laid out differently.";
        }

        using ManualResetEventSlim completion = TaskInternals.NewCompletionFlag();
        TaskInternals.SetOnCompletion(Task.CompletedTask, completion);
        if (!completion.IsSet)
        {
            return "tasks tell of their completion differently.";
        }

        // Its first call times itself in a loop that ends when the clock has moved: not inside a step, where it stands still.
        _ = Thread.GetCurrentProcessorId();
        if (ClockHook.IsSupported && !ClockHook.TryInstall())
        {
            return "clocks cannot be made virtual inside steps.";
        }

        if (ClockHook.IsSupported && !RandomHook.TryInstall())
        {
            return "random bytes cannot be made the run's inside steps.";
        }

        BorderHook.Install();
        return WaitHook.TryInstall() ? null : "blocking waits cannot be hooked.";
    }
}
