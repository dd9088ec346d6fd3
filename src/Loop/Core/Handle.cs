namespace Sim;

/// <summary>A callback that was scheduled with <c>CallSoon</c>: a small value that allocates nothing.</summary>
public readonly struct Handle : IEquatable<Handle>
{
    private readonly EventLoop? _loop;

    internal Handle(EventLoop loop, long sequence)
    {
        _loop = loop;
        Sequence = sequence;
    }

    /// <summary>The number of the callback in the order of scheduling, from 1 on; 0 for <c>default</c>.</summary>
    public long Sequence { get; }

    /// <summary>Keeps the callback from running. Call it on the loop's thread.</summary>
    /// <returns>Whether it was still to run; a second call answers false.</returns>
    public bool Cancel() => _loop is not null && _loop.CancelReady(Sequence);

    /// <inheritdoc />
    public bool Equals(Handle other) => ReferenceEquals(_loop, other._loop) && Sequence == other.Sequence;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Handle other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => Sequence.GetHashCode();

    /// <summary>Whether both are the handle of the same callback.</summary>
    public static bool operator ==(Handle left, Handle right) => left.Equals(right);

    /// <summary>Whether they are handles of different callbacks.</summary>
    public static bool operator !=(Handle left, Handle right) => !left.Equals(right);
}
