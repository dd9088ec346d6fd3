namespace Sim;

/// <summary>
/// A condition variable for tasks of one event loop: waiting gives the lock back until somebody notifies. Look again after every wait,
/// as <see cref="WaitForAsync"/> does: what was notified may have been undone since. Not safe for use from several threads.
/// </summary>
/// <remarks>A notification is never lost: a task that is canceled after it was notified notifies the next.</remarks>
public sealed class AsyncCondition
{
    private readonly WaitLine _line;

    /// <summary>Makes a condition.</summary>
    /// <param name="mutex">The lock that guards it; several conditions may share one. Default: one of its own.</param>
    public AsyncCondition(AsyncLock? mutex = null)
    {
        Mutex = mutex ?? new AsyncLock();
        _line = new WaitLine(this, "a condition");
    }

    /// <summary>The lock that guards it.</summary>
    public AsyncLock Mutex { get; }

    /// <summary>Whether somebody holds its lock.</summary>
    public bool IsLocked => Mutex.IsLocked;

    /// <inheritdoc cref="AsyncLock.AcquireAsync"/>
    public ValueTask<AcquiredScope> AcquireAsync(CancellationToken cancellationToken = default) => Mutex.AcquireAsync(cancellationToken);

    /// <inheritdoc cref="AsyncLock.Release"/>
    public void Release() => Mutex.Release();

    /// <summary>Gives the lock back, waits until it is notified, and takes the lock again.</summary>
    /// <param name="cancellationToken">Ends the wait, but not that for the lock.</param>
    /// <exception cref="OperationCanceledException">
    /// The task or <paramref name="cancellationToken"/> was canceled. The lock is held again by then, however often the task was canceled meanwhile.
    /// </exception>
    /// <exception cref="InvalidOperationException">Nobody holds the lock.</exception>
    public async ValueTask WaitAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfUnlocked("wait for a condition");
        cancellationToken.ThrowIfCancellationRequested();
        Waiter waiter = _line.Enter(cancellationToken);
        try
        {
            Mutex.Release();
            OperationCanceledException? canceled = await GoOnAsync(waiter);
            canceled = await RelockAsync() ?? canceled;
            if (canceled is not null)
            {
                throw canceled;
            }
        }
        catch
        {
            PassOn(waiter);
            throw;
        }
        finally
        {
            waiter.Leave();
        }
    }

    /// <summary>Waits until <paramref name="predicate"/> holds, and looks after every notification; does not wait if it holds already.</summary>
    /// <inheritdoc cref="WaitAsync" path="/exception"/>
    /// <param name="predicate">Called with the lock held.</param>
    /// <param name="cancellationToken">Ends the wait, but not that for the lock.</param>
    public async ValueTask WaitForAsync(Func<bool> predicate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        while (!predicate())
        {
            await WaitAsync(cancellationToken);
        }
    }

    /// <summary>Wakes those who have waited longest. They go on once they get the lock.</summary>
    /// <param name="count">How many at most.</param>
    /// <exception cref="InvalidOperationException">Nobody holds the lock.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public void Notify(int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ThrowIfUnlocked("notify a condition");
        while (count-- > 0 && _line.WakeNext())
        {
        }
    }

    /// <summary>Wakes everybody who waits.</summary>
    /// <exception cref="InvalidOperationException">Nobody holds the lock.</exception>
    public void NotifyAll()
    {
        ThrowIfUnlocked("notify a condition");
        _line.WakeAll();
    }

    /// <inheritdoc />
    public override string ToString() => $"AsyncCondition [{(IsLocked ? "locked" : "unlocked")}, waiters: {_line.PendingCount}]";

    private static async ValueTask<OperationCanceledException?> GoOnAsync(Waiter waiter)
    {
        try
        {
            await waiter;
            return null;
        }
        catch (OperationCanceledException canceled)
        {
            return canceled;
        }
    }

    /// <summary>Takes the lock, whoever cancels; answers the last cancellation.</summary>
    private async ValueTask<OperationCanceledException?> RelockAsync()
    {
        OperationCanceledException? canceled = null;
        while (true)
        {
            try
            {
                await Mutex.AcquireAsync();
                return canceled;
            }
            catch (OperationCanceledException again)
            {
                canceled = again;
            }
        }
    }

    private void PassOn(Waiter waiter)
    {
        if (waiter.IsSuccessful)
        {
            _line.WakeNext();
        }
    }

    private void ThrowIfUnlocked(string what)
    {
        if (!IsLocked)
        {
            throw new InvalidOperationException($"To {what}, hold its lock: using (await condition.AcquireAsync()) {{ ... }}.");
        }
    }
}
