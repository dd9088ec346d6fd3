using System.Diagnostics;

namespace Sim;

/// <summary>
/// Real time from its making on, less the time in which threads of this process were ready and got no processor: on a machine that is busy
/// with other things whoever is to be waited for comes late.
/// </summary>
internal sealed class QuietTime
{
    /// <summary>A process that always has more to do than processors would otherwise wait for good.</summary>
    private const int MostStretch = 5;

    /// <summary>To ask all threads takes a millisecond or two.</summary>
    private static readonly TimeSpan s_worthAsking = TimeSpan.FromMilliseconds(50);

    private readonly long _began = Stopwatch.GetTimestamp();
    private TimeSpan? _waited;

    /// <summary>Whether that much of it has passed; at the latest when five times as much real time has.</summary>
    public bool IsOver(TimeSpan most)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_began);
        if (most < s_worthAsking)
        {
            return elapsed >= most;
        }

        _waited ??= ProcessorWait.OfProcess(Environment.ProcessId);
        return elapsed >= most && (elapsed >= MostStretch * most || elapsed - (ProcessorWait.OfProcess(Environment.ProcessId) - _waited) >= most);
    }
}
