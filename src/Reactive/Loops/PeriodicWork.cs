namespace Sim.Loops;

/// <summary>Work that runs again and again, a period after it was due.</summary>
internal sealed class PeriodicWork<TState>(LoopScheduler scheduler, TState state, long period, Func<TState, TState> action) : TimedWork(scheduler)
{
    private TState _state = state;
    private long _due = scheduler.Loop.Time + period;

    /// <inheritdoc />
    public override void Run()
    {
        if (IsDisposed)
        {
            return;
        }

        _state = action(_state);
        if (!IsDisposed)
        {
            _due += period;
            Scheduler.At(Math.Max(_due, Scheduler.Loop.Time), this);
        }
    }
}
