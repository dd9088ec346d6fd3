namespace Sim;

/// <summary>
/// Code that has to be over by a deadline: then its task is canceled, and the cancellation turned into a TimeoutException at the end of
/// the scope. Made by <see cref="LoopTask.Timeout(TimeSpan?)"/> and its kin.
/// </summary>
/// <remarks>
/// Only its own request to cancel becomes a TimeoutException: one that came from elsewhere remains an OperationCanceledException.
/// </remarks>
public sealed class TimeoutScope : IAsyncDisposable
{
    private static readonly Action<object?> s_expire = static scope => ((TimeoutScope)scope!).Expire();

    private readonly LoopTask _task;
    private readonly int _requestsBefore;
    private State _state;
    private TimerHandle _timer;
    private Handle _overdue;

    internal TimeoutScope(LoopTask task, long? deadline)
    {
        _task = task;
        _requestsBefore = task.CancellationRequests;
        Arm(deadline);
    }

    private enum State
    {
        Active,
        Expiring,
        Expired,
        Finished,
    }

    /// <summary>When it expires, in ticks of the loop's clock; null for never.</summary>
    public long? Deadline { get; private set; }

    /// <summary>Whether its time was over before its code was.</summary>
    public bool Expired => _state is State.Expiring or State.Expired;

    /// <summary>Gives it another deadline.</summary>
    /// <param name="delay">From now; null for none. Zero or less: it expires in the next tick.</param>
    /// <exception cref="InvalidOperationException">It has expired, or is over.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The deadline is beyond what the loop's clock can tell.</exception>
    public void Reschedule(TimeSpan? delay) => RescheduleAt(delay is { } time ? _task.Loop.DeadlineOf(time) : null);

    /// <summary>Gives it another deadline.</summary>
    /// <param name="deadline">Ticks of 100 ns of the loop's clock; null for none. One that is past: it expires in the next tick.</param>
    /// <exception cref="InvalidOperationException">It has expired, or is over.</exception>
    public void RescheduleAt(long? deadline)
    {
        if (_state != State.Active)
        {
            throw new InvalidOperationException($"The timeout is {Name(_state)} and has no deadline any more: make a new one.");
        }

        Disarm();
        Arm(deadline);
    }

    /// <summary>
    /// Ends the scope: throws a TimeoutException if it expired, its request reached the code, and nobody else requested a cancellation.
    /// </summary>
    /// <remarks>
    /// The end of an <c>await using</c> is not told how the code in it ended. So code that swallows the cancellation, or throws something
    /// else because of it, ends with the TimeoutException here, too. Where that matters, use <see cref="LoopTask.Timeout(TimeSpan?, Func{TimeoutScope, Task})"/>.
    /// </remarks>
    /// <exception cref="TimeoutException">It expired.</exception>
    public ValueTask DisposeAsync()
    {
        bool reached = !_task.HasPendingRequest;
        if (End() && reached)
        {
            throw NewTimeout(null);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Runs code up to its end, and the scope with it.</summary>
    internal async Task Run(Func<TimeoutScope, Task> body)
    {
        try
        {
            await body(this);
        }
        catch (OperationCanceledException canceled)
        {
            ThrowIfExpired(canceled);
            throw;
        }
        finally
        {
            End();
        }
    }

    /// <inheritdoc cref="Run(Func{TimeoutScope, Task})" />
    internal async Task<T> Run<T>(Func<TimeoutScope, Task<T>> body)
    {
        try
        {
            return await body(this);
        }
        catch (OperationCanceledException canceled)
        {
            ThrowIfExpired(canceled);
            throw;
        }
        finally
        {
            End();
        }
    }

    private static string Name(State state) => state switch
    {
        State.Expiring => "expiring",
        State.Expired => "expired",
        _ => "finished",
    };

    private void ThrowIfExpired(OperationCanceledException canceled)
    {
        if (End())
        {
            throw NewTimeout(canceled);
        }
    }

    private void Arm(long? deadline)
    {
        Deadline = deadline;
        if (deadline is not { } when)
        {
            return;
        }

        if (when <= _task.Loop.Time)
        {
            // Not a timer: those of the next tick come after what is ready now, so that a Sleep of zero would get through.
            _overdue = _task.Loop.CallSoonBare(s_expire, this);
        }
        else
        {
            _timer = _task.Loop.CallAtBare(when, s_expire, this);
        }
    }

    private void Disarm()
    {
        _timer.Cancel();
        _overdue.Cancel();
        (_timer, _overdue) = (default, default);
    }

    private void Expire()
    {
        _state = State.Expiring;
        _task.Cancel("The time of a timeout is over.");
    }

    /// <summary>Ends it, once.</summary>
    /// <returns>Whether it expired and no request to cancel but its own is open.</returns>
    private bool End()
    {
        Disarm();
        if (_state == State.Expiring)
        {
            _state = State.Expired;
            return _task.Uncancel() <= _requestsBefore;
        }

        if (_state == State.Active)
        {
            _state = State.Finished;
        }

        return false;
    }

    private TimeoutException NewTimeout(Exception? inner) => new("The code did not end before the deadline of its timeout, and was canceled.", inner);
}
