namespace Sim;

/// <summary>What is ready in a loop, oldest first; valid during the call that it was passed to.</summary>
public readonly ref struct ReadyView
{
    private readonly EventLoop _loop;

    internal ReadyView(EventLoop loop)
    {
        _loop = loop;
    }

    /// <summary>How many callbacks are ready.</summary>
    public int Count => _loop.Ready.Count;

    /// <summary>Whether a timer is pending.</summary>
    public bool HasTimer => _loop.Timers.Count > 0;

    /// <summary>The tag that the next timer was scheduled with; only while <see cref="HasTimer"/>.</summary>
    public long NextTimerTag => _loop.Timers.PeekTag();

    /// <summary>The state that the callback at <paramref name="index"/> was scheduled with.</summary>
    public object? State(int index) => _loop.Ready[index].State;

    /// <summary>The tag that the callback at <paramref name="index"/> was scheduled with.</summary>
    public long Tag(int index) => _loop.Ready[index].Tag;

    /// <summary>The sequence number of the callback at <paramref name="index"/>: its age.</summary>
    public long Sequence(int index) => _loop.Ready[index].Sequence;
}
