namespace Sim;

/// <summary>Callbacks that threads outside the simulation hand in.</summary>
internal sealed class Outside
{
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _arrived = new(false);
    private readonly List<(SendOrPostCallback Callback, object? State)> _callbacks = [];
    private volatile bool _any;

    public bool Any => _any;

    public void Add(SendOrPostCallback callback, object? state)
    {
        lock (_lock)
        {
            _callbacks.Add((callback, state));
            _any = true;
        }

        _arrived.Set();
    }

    public (SendOrPostCallback Callback, object? State)[] TakeAll()
    {
        lock (_lock)
        {
            (SendOrPostCallback, object?)[] all = [.. _callbacks];
            _callbacks.Clear();
            _any = false;
            return all;
        }
    }

    /// <summary>Waits in real time until something arrives.</summary>
    public void Wait(TimeSpan most) => _arrived.WaitOne(most);
}
