namespace Sim;

/// <summary>A lock for tasks of one event loop, served in the order in which they asked: nobody overtakes, not even in the moment of the release.</summary>
/// <remarks>
/// It is not reentrant, and belongs to no task: any code of the loop may release it. Acquiring a free lock neither yields nor allocates.
/// A task that is canceled after it was woken and before it went on passes the lock to the next. Not safe for use from several threads.
/// </remarks>
public sealed class AsyncLock : IAcquirable
{
    private readonly WaitLine _line;

    /// <summary>Makes a lock that is free.</summary>
    public AsyncLock()
    {
        _line = new WaitLine(this, "a lock");
    }

    /// <summary>Whether somebody holds it.</summary>
    public bool IsLocked { get; private set; }

    /// <summary>The task that acquired it; null while it is free, and where code outside of any task did.</summary>
    internal LoopTask? Holder { get; private set; }

    /// <summary>Waits until it is free and everybody who asked before has had it, and takes it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Releases it when disposed: <c>using (await mutex.AcquireAsync()) { ... }</c>.</returns>
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

    /// <summary>Takes it if that is possible without waiting.</summary>
    /// <returns>False if somebody holds it, or waits for it.</returns>
    public bool TryAcquire(out AcquiredScope scope)
    {
        bool isFree = !IsLocked && _line.IsEmpty;
        scope = isFree ? Take() : default;
        return isFree;
    }

    /// <summary>Gives it back, and wakes who has waited longest.</summary>
    /// <exception cref="InvalidOperationException">Nobody holds it.</exception>
    public void Release()
    {
        if (!IsLocked)
        {
            throw new InvalidOperationException("The lock is released but nobody holds it: release it once for each time that it was acquired.");
        }

        _line.WakeFirst();
        IsLocked = false;
        Holder = null;
    }

    /// <inheritdoc />
    public override string ToString() => $"AsyncLock [{(IsLocked ? "locked" : "unlocked")}, waiters: {_line.PendingCount}]";

    private async ValueTask<AcquiredScope> WaitAsync(CancellationToken cancellationToken)
    {
        Waiter waiter = _line.Enter(cancellationToken);
        try
        {
            await waiter;
        }
        catch (OperationCanceledException)
        {
            waiter.Leave();
            if (waiter.IsSuccessful)
            {
                _line.WakeFirst();
            }

            throw;
        }

        waiter.Leave();
        return Take();
    }

    private AcquiredScope Take()
    {
        IsLocked = true;
        Holder = LoopTask.Current;
        return new AcquiredScope(this);
    }
}
