namespace Sim;

/// <summary>
/// Admits a number of tasks of one event loop at a time, in the order in which they asked: a permit that is released goes to who has waited longest, and
/// nobody overtakes.
/// </summary>
/// <remarks>
/// Acquiring a free permit neither yields nor allocates. A task that is canceled after it got its permit and before it went on passes it to the
/// next. Not safe for use from several threads.
/// </remarks>
public class AsyncSemaphore : IAcquirable
{
    private readonly WaitLine _line;

    /// <summary>Makes a semaphore.</summary>
    /// <param name="permits">How many it has at the start; from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="permits"/> is negative.</exception>
    public AsyncSemaphore(int permits = 1)
    {
        if (permits < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(permits), permits, "A semaphore has no fewer than 0 permits: give the number that it starts with.");
        }

        CurrentCount = permits;
        _line = new WaitLine(this, "a permit of a semaphore");
    }

    /// <summary>How many permits nobody has.</summary>
    public int CurrentCount { get; private set; }

    /// <summary>Whether acquiring would wait: no permit is free, or others came before.</summary>
    public bool IsLocked => CurrentCount == 0 || !_line.IsEmpty;

    /// <summary>Waits for a permit and takes it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Releases the permit when disposed: <c>using (await semaphore.AcquireAsync()) { ... }</c>.</returns>
    /// <exception cref="OperationCanceledException">The task or <paramref name="cancellationToken"/> was canceled.</exception>
    /// <exception cref="InvalidOperationException">No loop runs here, or another one than that on which others waited before.</exception>
    public ValueTask<AcquiredScope> AcquireAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<AcquiredScope>(cancellationToken);
        }

        return TryAcquire(out AcquiredScope scope) ? ValueTask.FromResult(scope) : WaitAsync(cancellationToken);
    }

    /// <summary>Takes a permit if that is possible without waiting.</summary>
    /// <returns>False if none is free, or others wait.</returns>
    public bool TryAcquire(out AcquiredScope scope)
    {
        if (IsLocked)
        {
            scope = default;
            return false;
        }

        CurrentCount--;
        scope = new AcquiredScope(this);
        return true;
    }

    /// <summary>Gives a permit back, or a new one: to who has waited longest, if anybody waits.</summary>
    /// <exception cref="SemaphoreFullException">There are as many as it can have.</exception>
    public virtual void Release()
    {
        if (CurrentCount == int.MaxValue)
        {
            throw new SemaphoreFullException("The semaphore has as many permits as can be counted: release one for each that was acquired.");
        }

        if (!_line.WakeNext())
        {
            CurrentCount++;
        }
    }

    /// <inheritdoc />
    public override string ToString() =>
        $"{GetType().Name} [{(IsLocked ? "locked" : "unlocked")}, value: {CurrentCount}, waiters: {_line.PendingCount}]";

    private async ValueTask<AcquiredScope> WaitAsync(CancellationToken cancellationToken)
    {
        Waiter waiter = _line.Enter(cancellationToken);
        try
        {
            await waiter;
            return new AcquiredScope(this);
        }
        catch (OperationCanceledException)
        {
            if (waiter.IsSuccessful)
            {
                CurrentCount++;
            }

            throw;
        }
        finally
        {
            waiter.Leave();
            WakeThoseWhoCameMeanwhile();
        }
    }

    /// <summary>Who came while the one who has just gone on was still in line had to wait, even for a permit that was free.</summary>
    private void WakeThoseWhoCameMeanwhile()
    {
        while (CurrentCount > 0 && _line.WakeNext())
        {
            CurrentCount--;
        }
    }
}
