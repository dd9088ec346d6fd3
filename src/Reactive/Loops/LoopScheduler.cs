using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using Sim.Loops;

namespace Sim;

/// <summary>
/// An event loop as a scheduler of System.Reactive: work runs on the loop, one piece at a time, what is due at one time in the order in which it was scheduled.
/// In a simulation, each piece of work is a step, and which of those that are ready runs next is picked by the run's strategy.
/// </summary>
/// <remarks>
/// It may be used from any thread. Times are exact to 100 ns of the loop's clock. Work that throws is the loop's matter: it goes to its exception handler, and in a simulation ends the run.
/// </remarks>
public sealed class LoopScheduler : IScheduler, IServiceProvider, ISchedulerLongRunning, ISchedulerPeriodic, IStopwatchProvider
{
    private readonly DateTimeOffset _origin;

    /// <summary>Makes a scheduler.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="time">What <see cref="Now"/> shows from now on is what it shows now and what passes on the loop's clock. Default: the machine's.</param>
    public LoopScheduler(EventLoop loop, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(loop);
        Loop = loop;
        _origin = (time ?? TimeProvider.System).GetUtcNow() - TimeSpan.FromTicks(loop.Time);
    }

    /// <summary>The loop.</summary>
    public EventLoop Loop { get; }

    /// <summary>
    /// Whether operators may have long-running work, which runs on the loop's executor instead of the loop: then <c>ObserveOn</c> and <c>Range</c>, among others, call observers on
    /// other threads, as they do with Rx's own pool schedulers.
    /// </summary>
    /// <value>Default false: everything runs on the loop. <see cref="ScheduleLongRunning"/> itself works in any case.</value>
    public bool OffersLongRunning { get; init; }

    /// <inheritdoc />
    public DateTimeOffset Now => _origin.AddTicks(Loop.Time);

    private bool IsOnLoop => ReferenceEquals(EventLoop.CurrentOrNull, Loop);

    /// <inheritdoc />
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var work = new LoopWork<TState>(this, state, action);
        Soon(work.Run);
        return work;
    }

    /// <inheritdoc />
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var work = new LoopWork<TState>(this, state, action);
        At(Loop.DeadlineOf(dueTime), work);
        return work;
    }

    /// <inheritdoc />
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) => Schedule(state, dueTime - Now, action);

    /// <summary>Runs long work on the loop's executor, where it may block and takes as long as it likes.</summary>
    /// <inheritdoc cref="ISchedulerLongRunning.ScheduleLongRunning{TState}(TState, Action{TState, ICancelable})"/>
    /// <exception cref="InvalidOperationException">The loop's executor was shut down.</exception>
    public IDisposable ScheduleLongRunning<TState>(TState state, Action<TState, ICancelable> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var canceled = new BooleanDisposable();
        if (IsOnLoop)
        {
            Begin();
        }
        else
        {
            Loop.CallSoonThreadSafe(Begin);
        }

        return canceled;

        void Begin() => Loop.RunInExecutor(() => action(state, canceled));
    }

    /// <inheritdoc />
    /// <remarks>The next tick is set when the action has returned, a period after this one was due: ticks do not drift, never overlap, and late ones are made up for.</remarks>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public IDisposable SchedulePeriodic<TState>(TState state, TimeSpan period, Func<TState, TState> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        var work = new PeriodicWork<TState>(this, state, period.Ticks, action);
        At(Loop.DeadlineOf(period), work);
        return work;
    }

    /// <inheritdoc />
    public IStopwatch StartStopwatch() => new LoopStopwatch(Loop);

    /// <inheritdoc />
    public object? GetService(Type serviceType) =>
        serviceType == typeof(ISchedulerLongRunning) ? OffersLongRunning ? this : null
        : serviceType == typeof(ISchedulerPeriodic) || serviceType == typeof(IStopwatchProvider) ? this
        : null;

    /// <summary>Has something run when the loop's clock shows a time, and gives the timer to it. What is due already stands behind what is ready, as a timer would not.</summary>
    internal void At(long deadline, TimedWork work)
    {
        if (deadline <= Loop.Time)
        {
            Soon(work.Run);
        }
        else if (IsOnLoop)
        {
            work.Timer = Loop.CallAt(deadline, work.Run);
        }
        else
        {
            Loop.CallSoonThreadSafe(() => Arm(deadline, work));
        }
    }

    /// <summary>Takes a timer back; on another thread that is for the loop to do.</summary>
    internal void Cancel(TimedWork work)
    {
        if (IsOnLoop)
        {
            work.Timer.Cancel();
        }
        else if (!Loop.IsClosed)
        {
            Loop.CallSoonThreadSafe(() => work.Timer.Cancel());
        }
    }

    private void Soon(Action run)
    {
        if (IsOnLoop)
        {
            Loop.CallSoon(run);
        }
        else
        {
            Loop.CallSoonThreadSafe(run);
        }
    }

    private void Arm(long deadline, TimedWork work)
    {
        if (!work.IsDisposed)
        {
            work.Timer = Loop.CallAt(deadline, work.Run);
        }
    }
}
