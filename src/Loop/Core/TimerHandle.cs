namespace Sim;

/// <summary>A callback that was scheduled with <c>CallLater</c> or <c>CallAt</c>: a small value that allocates nothing.</summary>
public readonly struct TimerHandle : IEquatable<TimerHandle>
{
    private readonly EventLoop? _loop;
    private readonly int _slot;

    internal TimerHandle(EventLoop loop, int slot, long sequence, long when)
    {
        _loop = loop;
        _slot = slot;
        Sequence = sequence;
        When = when;
    }

    /// <summary>The number of the callback in the order of scheduling, from 1 on; 0 for <c>default</c>.</summary>
    public long Sequence { get; }

    /// <summary>The deadline, in ticks of the loop's clock.</summary>
    public long When { get; }

    /// <summary>Keeps the callback from running. Call it on the loop's thread.</summary>
    /// <returns>Whether it was still to run; a second call answers false.</returns>
    public bool Cancel() => _loop is not null && _loop.CancelTimer(_slot, Sequence);

    /// <inheritdoc />
    public bool Equals(TimerHandle other) => ReferenceEquals(_loop, other._loop) && Sequence == other.Sequence;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is TimerHandle other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => Sequence.GetHashCode();

    /// <summary>Whether both are the handle of the same callback.</summary>
    public static bool operator ==(TimerHandle left, TimerHandle right) => left.Equals(right);

    /// <summary>Whether they are handles of different callbacks.</summary>
    public static bool operator !=(TimerHandle left, TimerHandle right) => !left.Equals(right);
}
