using System.Diagnostics;
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
/// All three are calls into libSystem.Native, which asks clock_gettime (seen on .NET 10.0.12). The variable through which that library
/// calls it is pointed at a few instructions of ours, which compare the calling thread with the one that runs a step, answer from
/// memory if it is that one, and else go on to clock_gettime. No instruction of the runtime is overwritten, so no thread can be
/// caught in the middle of one, and ours may lie anywhere: near the library there may be no room (docs/decisions/0005-virtual-clocks.md).
/// x64 Linux only; on other platforms clocks stay real. Where it fails although it should work, Sim says that the runtime is not supported.
/// </para>
/// </remarks>
internal static class ClockHook
{
    /// <summary>What Environment.TickCount64 tells at the beginning of a run: as if the machine were up for a day.</summary>
    private const long UptimeMilliseconds = 86_400_000;

    private const long ProbeSeconds = 1_000_000_000;

    private static readonly Times s_probe = new(DateTime.UnixEpoch.AddSeconds(ProbeSeconds), ProbeSeconds * Stopwatch.Frequency, ProbeSeconds * 1_000);
    private static ClockCode? s_code;

    /// <summary>Whether clocks can be made virtual on this platform.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>A number that tells the calling thread apart, as the redirected clocks see it; 0 where they are not.</summary>
    public static long CurrentThread => s_code?.ThreadSelf ?? 0;

    /// <summary>Redirects the clocks, and tells whether they now answer from here on the thread of a step.</summary>
    public static unsafe bool TryInstall()
    {
        nint library = NativeLibrary.Load("libSystem.Native", typeof(object).Assembly, null);
        nint original = NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "clock_gettime");
        nint* slot = ImportSlot.Find(library, original);
        if (slot is null || !MachineCode.TryMakeWritable((nint)slot) || ClockCode.TryMake(original) is not { } code)
        {
            return false;
        }

        Volatile.Write(ref *slot, code.GetTime);
        if (!Probe(code))
        {
            Volatile.Write(ref *slot, original);
            return false;
        }

        s_code = code;
        return true;
    }

    /// <summary>Virtual time moved, or a host with a clock of its own has its turn.</summary>
    /// <param name="wall">What the wall clock tells, in ticks since the start time.</param>
    /// <param name="elapsed">What the monotonic clocks tell, in ticks since the run began.</param>
    /// <param name="start">The start time of the run.</param>
    public static void Show(long wall, long elapsed, DateTimeOffset start)
    {
        if (s_code is { } code)
        {
            ShowTicks(code, ClockCode.Realtime, start.UtcTicks - DateTime.UnixEpoch.Ticks + wall);
            ShowTicks(code, ClockCode.Monotonic, (UptimeMilliseconds * TimeSpan.TicksPerMillisecond) + elapsed);
            ShowTicks(code, ClockCode.MonotonicCoarse, (UptimeMilliseconds * TimeSpan.TicksPerMillisecond) + elapsed);
        }
    }

    /// <summary>A step begins on this thread; 0 when it ends.</summary>
    public static void Enter(long thread)
    {
        if (s_code is { } code)
        {
            code.Thread = thread;
        }
    }

    private static bool Probe(ClockCode code)
    {
        code.Set(ClockCode.Realtime, ProbeSeconds, 0);
        code.Set(ClockCode.Monotonic, ProbeSeconds, 0);
        code.Set(ClockCode.MonotonicCoarse, ProbeSeconds, 0);
        Times real = Times.Now;
        code.Thread = code.ThreadSelf;
        Times inStep = Times.Now;
        code.Thread = 0;
        return inStep == s_probe && real.Wall != s_probe.Wall && real.Fine != s_probe.Fine && real.Coarse != s_probe.Coarse;
    }

    private static void ShowTicks(ClockCode code, int clock, long ticks)
    {
        (long seconds, long rest) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        code.Set(clock, seconds, rest * TimeSpan.NanosecondsPerTick);
    }

    private readonly record struct Times(DateTime Wall, long Fine, long Coarse)
    {
#pragma warning disable RS0030 // What is read here is whether these very clocks were redirected.
        public static Times Now => new(DateTime.UtcNow, Stopwatch.GetTimestamp(), Environment.TickCount64);
#pragma warning restore RS0030
    }
}
