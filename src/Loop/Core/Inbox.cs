namespace Sim;

/// <summary>Callbacks that other threads hand to a loop, in the order of their arrival.</summary>
internal sealed class Inbox
{
    private readonly Lock _lock = new();
    private List<(Delegate Callback, object? State, ExecutionContext? Context)> _filling = [];
    private List<(Delegate Callback, object? State, ExecutionContext? Context)> _draining = [];
    private volatile bool _any;

    public bool HasAny => _any;

    public void Add(Delegate callback, object? state, ExecutionContext? context)
    {
        lock (_lock)
        {
            _filling.Add((callback, state, context));
            _any = true;
        }
    }

    public void MoveTo(EventLoop loop)
    {
        if (!HasAny)
        {
            return;
        }

        lock (_lock)
        {
            (_filling, _draining) = (_draining, _filling);
            _any = false;
        }

        foreach ((Delegate callback, object? state, ExecutionContext? context) in _draining)
        {
            loop.Receive(callback, state, context);
        }

        _draining.Clear();
    }

    public void Clear()
    {
        lock (_lock)
        {
            _filling.Clear();
            _any = false;
        }
    }
}
