using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Sim;

/// <summary>
/// How long a thread could have computed and got no processor. On a machine that is busy with other things a step takes long without
/// being stuck, and nothing should be ended for that. Linux tells it (the second number of schedstat, in nanoseconds); elsewhere it is 0.
/// </summary>
internal static class ProcessorWait
{
    private const string ThisThread = "/proc/thread-self";

    /// <summary>The file that tells of the calling thread, or null where there is none.</summary>
    public static string? FileOfThisThread() =>
        OperatingSystem.IsLinux() && File.ResolveLinkTarget(ThisThread, returnFinalTarget: true) is { } thread
            ? Path.Combine(thread.FullName, "schedstat")
            : null;

    /// <summary>What a thread's file tells; 0 where it is gone.</summary>
    public static TimeSpan Of(string? file)
    {
        try
        {
            return file is null ? TimeSpan.Zero : Parse(File.ReadAllText(file));
        }
        catch (IOException)
        {
            // The thread has ended.
            return TimeSpan.Zero;
        }
        catch (UnauthorizedAccessException)
        {
            return TimeSpan.Zero;
        }
    }

    /// <summary>The sum over the threads of a process; 0 where it is gone.</summary>
    public static TimeSpan OfProcess(int process)
    {
        string folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task");
        try
        {
            return OperatingSystem.IsLinux()
                ? Directory.EnumerateDirectories(folder).Aggregate(TimeSpan.Zero, static (sum, thread) => sum + Of(Path.Combine(thread, "schedstat")))
                : TimeSpan.Zero;
        }
        catch (IOException)
        {
            return TimeSpan.Zero;
        }
    }

    /// <summary>How long a process has computed, or could have computed had there been a processor; 0 where it has ended.</summary>
    public static TimeSpan AndTimeOf(Process process)
    {
        try
        {
            return process.TotalProcessorTime + OfProcess(process.Id);
        }
        catch (Exception ended) when (ended is InvalidOperationException or Win32Exception)
        {
            // Its end is known already, or known only by the system's having nothing to tell of it.
            return TimeSpan.Zero;
        }
    }

    private static TimeSpan Parse(string text) =>
        text.Split(' ') is [_, var waited, ..] && long.TryParse(waited, NumberStyles.None, CultureInfo.InvariantCulture, out long nanoseconds)
            ? TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick)
            : TimeSpan.Zero;
}
