namespace Sim;

/// <summary>A callback of a loop that is about to run, as its harness sees it; valid during the call that it was passed to.</summary>
public readonly ref struct LoopCall
{
    private readonly EventLoop _loop;
    private readonly ref readonly ReadyEntry _entry;

    internal LoopCall(EventLoop loop, ref readonly ReadyEntry entry)
    {
        _loop = loop;
        _entry = ref entry;
    }

    /// <summary>Runs the callback.</summary>
    public void Invoke() => _loop.InvokeGuarded(in _entry);
}
