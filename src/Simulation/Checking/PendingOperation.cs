namespace Sim.Checking;

/// <summary>An operation under way. Exactly one of its methods is called, once, when the client knows how it ended.</summary>
public sealed class PendingOperation<TInput, TOutput>
{
    private readonly History<TInput, TOutput> _history;
    private readonly int _index;

    internal PendingOperation(History<TInput, TOutput> history, int index)
    {
        _history = history;
        _index = index;
    }

    /// <summary>The answer came.</summary>
    /// <exception cref="InvalidOperationException">The operation has ended already.</exception>
    public void Return(TOutput output) => _history.End(_index, OperationEnd.Returned, output);

    /// <summary>No answer came (a timeout, a lost connection): it may still take effect at any time, or never.</summary>
    /// <exception cref="InvalidOperationException">The operation has ended already.</exception>
    public void Unknown() => _history.End(_index, OperationEnd.Unknown, default);

    /// <summary>It certainly did not take effect and never will: it was refused, or not even sent. Where that is a guess, it is <see cref="Unknown"/>.</summary>
    /// <exception cref="InvalidOperationException">The operation has ended already.</exception>
    public void Fail() => _history.End(_index, OperationEnd.Failed, default);
}
