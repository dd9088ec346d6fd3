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

    /// <summary>Does not run the callback now, but once the clock shows <paramref name="when"/>, when the harness is asked again. It can still be canceled then.</summary>
    /// <param name="when">Ticks of 100 ns of the loop's clock.</param>
    public void Postpone(long when) => _loop.Postpone(in _entry, when);
}
