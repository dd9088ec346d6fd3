namespace Sim;

/// <summary>
/// Lets tasks of one event loop wait for each other: once as many wait as take part, all go on together. It is reusable: who comes back waits for
/// everybody to have gone on, and then for the next round. Not safe for use from several threads.
/// </summary>
/// <remarks>A task that is canceled while it waits is as if it had not come; the barrier does not break.</remarks>
public sealed class AsyncBarrier
{
    private readonly WaitLine _waiting;
    private readonly WaitLine _blocked;
    private BarrierState _state;
    private int _leaving;

    /// <summary>Makes a barrier.</summary>
    /// <param name="participants">How many have to come; from 1 on.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="participants"/> is less than 1.</exception>
    public AsyncBarrier(int participants)
    {
        if (participants < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(participants), participants, "A barrier has at least 1 participant: give the number of tasks that wait for each other.");
        }

        ParticipantCount = participants;
        _waiting = new WaitLine(this, "the others at a barrier");
        _blocked = new WaitLine(this, "the round before at a barrier");
    }

    /// <summary>How many have to come.</summary>
    public int ParticipantCount { get; }

    /// <summary>How many have come and wait for the others.</summary>
    public int WaitingCount => _waiting.PendingCount;

    /// <summary>Whether it was aborted, and not reset since.</summary>
    public bool IsBroken => _state == BarrierState.Broken;

    /// <summary>Waits for the others; does not yield for the last one.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>From 0 to <see cref="ParticipantCount"/> - 1 in the order of arrival: everybody of a round gets another one.</returns>
    /// <exception cref="BrokenBarrierException">It is broken, or was aborted or reset before this task went on.</exception>
    /// <exception cref="OperationCanceledException">The task or <paramref name="cancellationToken"/> was canceled.</exception>
    /// <exception cref="InvalidOperationException">No loop runs here, or another one than that on which others waited before.</exception>
    public async ValueTask<int> WaitAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (_state is BarrierState.Draining or BarrierState.Resetting)
        {
            await _blocked.WaitAsync(cancellationToken);
        }

        ThrowIfBroken();
        if (_waiting.PendingCount + 1 < ParticipantCount)
        {
            return await WaitForOthersAsync(cancellationToken);
        }

        BreakUp(BarrierState.Draining);
        return ParticipantCount - 1;
    }

    /// <summary>Makes it as new; those who wait get a <see cref="BrokenBarrierException"/>.</summary>
    public void Reset() => BreakUp(BarrierState.Resetting);

    /// <summary>Breaks it: those who wait, and those who come before the next <see cref="Reset"/>, get a <see cref="BrokenBarrierException"/>.</summary>
    public void Abort()
    {
        BreakUp(BarrierState.Broken);
        _blocked.WakeAll();
    }

    /// <inheritdoc />
    public override string ToString() =>
        IsBroken ? "AsyncBarrier [broken]" : $"AsyncBarrier [{_state.ToString().ToLowerInvariant()}, waiters: {WaitingCount}/{ParticipantCount}]";

    private async ValueTask<int> WaitForOthersAsync(CancellationToken cancellationToken)
    {
        Waiter waiter = _waiting.Enter(cancellationToken);
        try
        {
            await waiter;
            ThrowIfBroken();
            return waiter.Ticket;
        }
        finally
        {
            waiter.Leave();
            if (waiter.IsSuccessful)
            {
                _leaving--;
                EndRoundIfLeft();
            }
        }
    }

    private void BreakUp(BarrierState state)
    {
        _leaving += _waiting.WakeAll();
        _state = state;
        EndRoundIfLeft();
    }

    /// <summary>Those who came meanwhile may come in once everybody of the round has gone on.</summary>
    private void EndRoundIfLeft()
    {
        if (_leaving == 0 && _state is BarrierState.Draining or BarrierState.Resetting)
        {
            _state = BarrierState.Filling;
            _blocked.WakeAll();
        }
    }

    private void ThrowIfBroken()
    {
        if (_state is BarrierState.Broken or BarrierState.Resetting)
        {
            throw new BrokenBarrierException();
        }
    }
}
