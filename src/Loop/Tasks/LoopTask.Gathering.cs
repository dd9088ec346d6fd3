using System.Runtime.CompilerServices;

namespace Sim;

/// <content>Waiting for many at once.</content>
public partial class LoopTask
{
    /// <summary>Is done when all are; faulted as soon as one is, while the others run on and their faults are dropped.</summary>
    /// <remarks>
    /// A child that is canceled counts as one that faulted with OperationCanceledException: this is then faulted, not canceled.
    /// Canceling this cancels the children that are not done. One that is given twice is waited for once.
    /// </remarks>
    /// <param name="futures">Of one loop; none at all are done at once.</param>
    /// <exception cref="ArgumentException">One is null, or they belong to several loops.</exception>
    /// <exception cref="InvalidOperationException">There are none, and no loop runs on this thread.</exception>
    public static LoopFuture Gather(params ReadOnlySpan<LoopFuture> futures) => new GatheredNothing(Checked(futures.ToArray()));

    /// <inheritdoc cref="Gather(ReadOnlySpan{LoopFuture})" />
    public static LoopFuture Gather(IEnumerable<LoopFuture> futures) => new GatheredNothing(Futures.Checked(futures));

    /// <summary>Is done with the results of all, in the order of the arguments; faulted as soon as one is, while the others run on and their faults are dropped.</summary>
    /// <inheritdoc cref="Gather(ReadOnlySpan{LoopFuture})" />
    /// <typeparam name="T">What a result is.</typeparam>
    [OverloadResolutionPriority(1)]
    public static LoopFuture<T[]> Gather<T>(params ReadOnlySpan<ILoopFuture<T>> futures) => new GatheredResults<T>(futures.ToArray());

    /// <inheritdoc cref="Gather{T}(ReadOnlySpan{ILoopFuture{T}})" />
    [OverloadResolutionPriority(1)]
    public static LoopFuture<T[]> Gather<T>(IEnumerable<ILoopFuture<T>> futures) => new GatheredResults<T>([.. futures]);

    /// <summary>Runs each in a task of its own, and is done when all are. The same function given twice runs twice.</summary>
    /// <inheritdoc cref="Gather(ReadOnlySpan{LoopFuture})" />
    /// <param name="bodies">The code of the tasks.</param>
    public static LoopFuture Gather(params ReadOnlySpan<Func<Task>> bodies) => new GatheredNothing(Start(bodies));

    /// <summary>Runs each in a task of its own, and is done with their results in the order of the arguments. The same function given twice runs twice.</summary>
    /// <inheritdoc cref="Gather(ReadOnlySpan{LoopFuture})" />
    /// <typeparam name="T">What a result is.</typeparam>
    /// <param name="bodies">The code of the tasks.</param>
    [OverloadResolutionPriority(1)]
    public static LoopFuture<T[]> Gather<T>(params ReadOnlySpan<Func<Task<T>>> bodies) => new GatheredResults<T>(Start(bodies));

    /// <summary>
    /// Is done when all are, with the fault of each in the order of the arguments: null for one that succeeded, an OperationCanceledException
    /// for one that was canceled. Only canceling this itself throws.
    /// </summary>
    /// <inheritdoc cref="Gather(ReadOnlySpan{LoopFuture})" />
    public static LoopFuture<Exception?[]> GatherOutcomes(params ReadOnlySpan<LoopFuture> futures) => new GatheredFaults(Checked(futures.ToArray()));

    /// <inheritdoc cref="GatherOutcomes(ReadOnlySpan{LoopFuture})" />
    public static LoopFuture<Exception?[]> GatherOutcomes(IEnumerable<LoopFuture> futures) => new GatheredFaults(Futures.Checked(futures));

    /// <summary>
    /// Is done when all are, with the result or the fault of each in the order of the arguments. Only canceling this itself throws.
    /// </summary>
    /// <inheritdoc cref="Gather(ReadOnlySpan{LoopFuture})" />
    /// <typeparam name="T">What a result is.</typeparam>
    [OverloadResolutionPriority(1)]
    public static LoopFuture<LoopOutcome<T>[]> GatherOutcomes<T>(params ReadOnlySpan<ILoopFuture<T>> futures) => new GatheredOutcomes<T>(futures.ToArray());

    /// <inheritdoc cref="GatherOutcomes{T}(ReadOnlySpan{ILoopFuture{T}})" />
    [OverloadResolutionPriority(1)]
    public static LoopFuture<LoopOutcome<T>[]> GatherOutcomes<T>(IEnumerable<ILoopFuture<T>> futures) => new GatheredOutcomes<T>([.. futures]);

    /// <summary>Runs each in a task of its own, and is done with the result or the fault of each. The same function given twice runs twice.</summary>
    /// <inheritdoc cref="GatherOutcomes{T}(ReadOnlySpan{ILoopFuture{T}})" />
    /// <param name="bodies">The code of the tasks.</param>
    [OverloadResolutionPriority(1)]
    public static LoopFuture<LoopOutcome<T>[]> GatherOutcomes<T>(params ReadOnlySpan<Func<Task<T>>> bodies) => new GatheredOutcomes<T>(Start(bodies));

    private static LoopFuture[] Checked(LoopFuture[] futures)
    {
        Futures.ThrowIfMixed(futures);
        return futures;
    }

    private static LoopFuture[] Start(ReadOnlySpan<Func<Task>> bodies)
    {
        ThrowIfAnyNull(bodies);
        EventLoop loop = EventLoop.Current;
        var tasks = new LoopFuture[bodies.Length];
        for (int i = 0; i < tasks.Length; i++)
        {
            tasks[i] = loop.CreateTask(bodies[i]);
        }

        return tasks;
    }

    private static LoopTask<T>[] Start<T>(ReadOnlySpan<Func<Task<T>>> bodies)
    {
        ThrowIfAnyNull(bodies);
        EventLoop loop = EventLoop.Current;
        var tasks = new LoopTask<T>[bodies.Length];
        for (int i = 0; i < tasks.Length; i++)
        {
            tasks[i] = loop.CreateTask(bodies[i]);
        }

        return tasks;
    }

    /// <summary>Before any of them is started.</summary>
    private static void ThrowIfAnyNull<TBody>(ReadOnlySpan<TBody> bodies)
    {
        foreach (TBody body in bodies)
        {
            if (body is null)
            {
                throw new ArgumentException("One of the functions is null.", nameof(bodies));
            }
        }
    }
}
