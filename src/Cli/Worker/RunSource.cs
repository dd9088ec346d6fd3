using System.Diagnostics;
using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>
/// The runs that one worker makes of a simulation: block by block from the board, so that the workers are busy alike, whoever is slow.
/// Which run numbers are made is the same for any number of workers.
/// </summary>
internal sealed class RunSource(RunBoard board, WorkerSlot slot, long end, WorkerRequest request, RunSet done)
{
    private const long MostRunsInBlock = 1024;

    // The last runs are given out in small blocks: nobody waits long for the last worker.
    private const int BlocksLeftForEach = 4;
    private static readonly TimeSpan ShortBlock = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongBlock = TimeSpan.FromMilliseconds(100);

    private long _size = 1;
    private long _taken;
    private long _last;

    /// <summary>The index of the run that <see cref="Next"/> gave last.</summary>
    public long Current => slot.Cursor;

    /// <summary>The number of the next run, 0 if there is none.</summary>
    public int Next()
    {
        var now = Stopwatch.GetTimestamp();
        Spend(now);
        if (IsOutOfTime(now))
        {
            return 0;
        }

        while (slot.HasRun || Take(now))
        {
            if (board.IsStopped(slot.Cursor))
            {
                return 0;
            }

            if (done.FirstOpen(request.Limits.Shard, slot.Cursor) is var open && open == slot.Cursor)
            {
                return request.Limits.Shard.NumberOf(open);
            }

            slot.Cursor = Math.Min(open, slot.End);
        }

        return 0;
    }

    /// <summary>The current run is over; what its end means has been told.</summary>
    public void Advance()
    {
        slot.Cursor++;
        slot.Pending = 0;
    }

    /// <summary>Counts the time until now as spent on runs, and what follows not until the next one starts.</summary>
    public void Pause()
    {
        Spend(Stopwatch.GetTimestamp());
        _last = 0;
    }

    private void Spend(long now)
    {
        if (_last != 0)
        {
            slot.ElapsedTicks += Stopwatch.GetElapsedTime(_last, now).Ticks;
        }

        _last = now;
    }

    private bool IsOutOfTime(long now) =>
        request.Limits.Time is { } time && board.Started is not 0 and var started && Stopwatch.GetElapsedTime(started, now) > time;

    private bool Take(long now)
    {
        board.Start(now);
        _size = (_taken == 0 ? LongBlock : Stopwatch.GetElapsedTime(_taken, now)) switch
        {
            var took when took < ShortBlock => Math.Min(_size * 2, MostRunsInBlock),
            var took when took > LongBlock => Math.Max(_size / 2, 1),
            _ => _size,
        };
        _taken = now;
        return board.Take(slot, end, Math.Clamp((end - board.Next) / (BlocksLeftForEach * request.Jobs), 1, _size));
    }
}
