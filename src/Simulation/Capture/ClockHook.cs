using System.Runtime.InteropServices;

namespace Sim.Capture;

/// <summary>
/// Makes the process's clocks virtual inside simulated steps: <c>DateTime.UtcNow</c>, <c>Stopwatch</c> and
/// <c>Environment.TickCount</c> tell the time of the simulation there, and real time everywhere else.
/// </summary>
/// <remarks>
/// <para>
/// Needed for determinism, not only for comfort: Task.Wait(20), SemaphoreSlim.Wait(20) and their kin subtract what their
/// spinning took in real milliseconds before they block, so that the same wait arrives as 20, 19 or 16.
/// </para>
/// <para>
/// All three are calls into three small functions of libSystem.Native (seen on .NET 10.0.12). Their callers have the functions'
/// addresses burnt in, so the functions themselves are redirected: the first instruction of each becomes a jump to a few
/// instructions of ours, which compare the calling thread with the one that runs a step, answer from memory if it is that one, and
/// else ask the operating system as the original did. Written as one aligned word, so that no thread can see half of it.
/// x64 Linux only; where it cannot be done (another platform, or a kernel that forbids it) clocks stay real, and
/// <see cref="IsInstalled"/> says so.
/// </para>
/// </remarks>
internal static unsafe class ClockHook
{
    /// <summary>What Environment.TickCount64 tells at the beginning of a run: as if the machine were up for a day.</summary>
    private const long UptimeMilliseconds = 86_400_000;

    private static long* s_cells;

    private enum Cell
    {
        Thread,
        Milliseconds,
        Nanoseconds,
        Ticks,
    }

    /// <summary>Whether clocks are virtual inside steps.</summary>
    public static bool IsInstalled => s_cells != null;

    /// <summary>A number that tells the calling thread apart, as the redirected functions see it; 0 where they are not.</summary>
    public static long CurrentThread => IsInstalled ? ClockCode.ThreadSelf() : 0;

    /// <summary>Redirects the functions, once; false where that cannot be done.</summary>
    public static bool TryInstall()
    {
        if (IsInstalled)
        {
            return true;
        }

        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return false;
        }

        nint library = NativeLibrary.Load("libSystem.Native", typeof(object).Assembly, null);
        nint nearby = NativeLibrary.GetExport(library, "SystemNative_GetTimestamp");
        if (!ClockCode.TryAllocate(nearby, out ClockCode code))
        {
            return false;
        }

        nint low = NativeLibrary.GetExport(library, "SystemNative_GetLowResolutionTimestamp");
        nint system = NativeLibrary.GetExport(library, "SystemNative_GetSystemTimeAsTicks");
        bool done = code.TryRedirect(nearby, (int)Cell.Nanoseconds, ClockCode.Monotonic, ClockUnit.Nanoseconds)
            & code.TryRedirect(low, (int)Cell.Milliseconds, ClockCode.MonotonicCoarse, ClockUnit.Milliseconds)
            & code.TryRedirect(system, (int)Cell.Ticks, ClockCode.Realtime, ClockUnit.Ticks);
        s_cells = done ? code.Cells : null;
        return done;
    }

    /// <summary>Virtual time moved.</summary>
    public static void Show(long now, DateTimeOffset start)
    {
        if (s_cells == null)
        {
            return;
        }

        s_cells[(int)Cell.Milliseconds] = UptimeMilliseconds + (now / TimeSpan.TicksPerMillisecond);
        s_cells[(int)Cell.Nanoseconds] = (UptimeMilliseconds * 1_000_000) + (now * TimeSpan.NanosecondsPerTick);
        s_cells[(int)Cell.Ticks] = start.UtcTicks - DateTime.UnixEpoch.Ticks + now;
    }

    /// <summary>A step begins on this thread; 0 when it ends.</summary>
    public static void Enter(long thread)
    {
        if (s_cells != null)
        {
            s_cells[(int)Cell.Thread] = thread;
        }
    }
}
