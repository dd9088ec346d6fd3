namespace Sim;

/// <summary>A flag for which tasks of one event loop wait. Not safe for use from several threads.</summary>
public sealed class AsyncEvent
{
    private readonly WaitLine _line;

    /// <summary>Makes an event.</summary>
    /// <param name="isSet">Whether it is set from the start.</param>
    public AsyncEvent(bool isSet = false)
    {
        IsSet = isSet;
        _line = new WaitLine(this, "an event");
    }

    /// <summary>Whether it is set.</summary>
    public bool IsSet { get; private set; }

    /// <summary>Sets it and wakes everybody who waits, in the order in which they came, also if it is reset before they go on.</summary>
    public void Set()
    {
        IsSet = true;
        _line.WakeAll();
    }

    /// <summary>Lets everybody who comes from now on wait for the next <see cref="Set"/>.</summary>
    public void Reset() => IsSet = false;

    /// <summary>Waits until it is set; does not yield if it is.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The task or <paramref name="cancellationToken"/> was canceled.</exception>
    /// <exception cref="InvalidOperationException">No loop runs here, or another one than that on which others waited before.</exception>
    public ValueTask WaitAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        return IsSet ? ValueTask.CompletedTask : _line.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override string ToString() => $"AsyncEvent [{(IsSet ? "set" : "unset")}, waiters: {_line.PendingCount}]";
}
