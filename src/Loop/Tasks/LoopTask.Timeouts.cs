namespace Sim;

/// <content>Deadlines for a stretch of code.</content>
public partial class LoopTask
{
    /// <summary>Runs <paramref name="body"/> in the present task, and cancels that if it is not over in time.</summary>
    /// <param name="delay">From now; null for no limit. Zero or less: the first await in it that yields is interrupted.</param>
    /// <param name="body">The code; it may reschedule the scope.</param>
    /// <exception cref="TimeoutException">It was not over in time, and the cancellation left it. What else leaves it, or its result, is not touched.</exception>
    /// <exception cref="InvalidOperationException">The caller is not the code of a task.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The deadline is beyond what the loop's clock can tell.</exception>
    public static Task Timeout(TimeSpan? delay, Func<TimeoutScope, Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Timeout(delay).Run(body);
    }

    /// <inheritdoc cref="Timeout(TimeSpan?, Func{TimeoutScope, Task})" />
    /// <typeparam name="T">What the result is.</typeparam>
    public static Task<T> Timeout<T>(TimeSpan? delay, Func<TimeoutScope, Task<T>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Timeout(delay).Run(body);
    }

    /// <inheritdoc cref="Timeout(TimeSpan?, Func{TimeoutScope, Task})" />
    /// <param name="deadline">Ticks of 100 ns of the loop's clock; null for no limit.</param>
    /// <param name="body">The code; it may reschedule the scope.</param>
    public static Task TimeoutAt(long? deadline, Func<TimeoutScope, Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return TimeoutAt(deadline).Run(body);
    }

    /// <inheritdoc cref="TimeoutAt(long?, Func{TimeoutScope, Task})" />
    /// <typeparam name="T">What the result is.</typeparam>
    public static Task<T> TimeoutAt<T>(long? deadline, Func<TimeoutScope, Task<T>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return TimeoutAt(deadline).Run(body);
    }

    /// <summary>Begins a timeout for the present task, to be ended by <c>await using</c>: see what <see cref="TimeoutScope.DisposeAsync"/> can't tell apart.</summary>
    /// <param name="delay">From now; null for no limit. Zero or less: the first await that yields is interrupted.</param>
    /// <exception cref="InvalidOperationException">The caller is not the code of a task.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The deadline is beyond what the loop's clock can tell.</exception>
    public static TimeoutScope Timeout(TimeSpan? delay)
    {
        LoopTask task = CurrentFor("A timeout");
        return new TimeoutScope(task, delay is { } time ? task.Loop.DeadlineOf(time) : null);
    }

    /// <inheritdoc cref="Timeout(TimeSpan?)" />
    /// <param name="deadline">Ticks of 100 ns of the loop's clock; null for no limit.</param>
    public static TimeoutScope TimeoutAt(long? deadline) => new(CurrentFor("A timeout"), deadline);

    /// <summary>The task whose code calls.</summary>
    internal static LoopTask CurrentFor(string what) =>
        Current ?? throw new InvalidOperationException($"{what} cancels the task in which it is used, and this code is no task's: call it inside EventLoop.Run or CreateTask.");
}
