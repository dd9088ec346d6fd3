using System.Reactive.Concurrency;
using Sim.Internals;

namespace Sim.VirtualTime;

/// <summary>
/// Keeps a virtual-time scheduler in step with a simulation. Its clock is set before each step; after each step the loop gets a timer for the work that is due next, whoever
/// scheduled it. What is due runs in the scheduler's own order, one piece a step, so that steps of others may come between.
/// </summary>
internal sealed class SlavedScheduler<TAbsolute, TRelative> : IStepFollower, IDisposable
    where TAbsolute : IComparable<TAbsolute>
{
    private readonly VirtualTimeSchedulerBase<TAbsolute, TRelative> _scheduler;
    private readonly VirtualTimeInternals<TAbsolute, TRelative> _internals;
    private readonly EventLoop _loop = EventLoop.Current;
    private readonly DateTimeOffset _origin;
    private readonly IDisposable _following;
    private TimerHandle _timer;
    private long _due = long.MaxValue;

    public SlavedScheduler(VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler, Simulation simulation)
    {
        _scheduler = scheduler;
        _internals = new VirtualTimeInternals<TAbsolute, TRelative>(scheduler);
        _origin = scheduler.Now.AddTicks(-_loop.Time);
        _following = simulation.Follow(this);
    }

    /// <inheritdoc />
    public void StepStarts()
    {
        TimeSpan behind = _origin.AddTicks(_loop.Time) - _scheduler.Now;
        if (behind > TimeSpan.Zero)
        {
            _scheduler.Sleep(_internals.ToRelative(behind));
        }
    }

    /// <inheritdoc />
    /// <remarks>A timer belongs to the host in whose step it was set, and is lost when that crashes: what is overdue is due now, so that it is set again.</remarks>
    public void StepEnds()
    {
        long due = _internals.Next() is { } next ? Math.Max(_loop.Time, (_internals.ToTime(next.DueTime) - _origin).Ticks) : long.MaxValue;
        if (due == _due)
        {
            return;
        }

        _timer.Cancel();
        _due = due;
        if (due < long.MaxValue)
        {
            _timer = _loop.CallAt(due, RunNext);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _following.Dispose();
        _timer.Cancel();
    }

    private void RunNext()
    {
        _due = long.MaxValue;
        _internals.Next()?.Invoke();
    }
}
