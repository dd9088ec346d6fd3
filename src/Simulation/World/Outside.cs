using Sim.Capture;

namespace Sim;

/// <summary>Callbacks that threads outside the simulation hand in.</summary>
internal sealed class Outside
{
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _arrived = new(false);
    private readonly List<OutsidePost> _callbacks = [];
    private volatile bool _any;
    private volatile bool _isAnnounced;

    public bool Any => _any;

    /// <summary>Whether a thread is about to hand something in.</summary>
    public bool IsAnnounced => _isAnnounced;

    /// <summary>Something will be added at once.</summary>
    public void Announce() => _isAnnounced = true;

    public void Add(OutsidePost post)
    {
        lock (_lock)
        {
            _callbacks.Add(post);
            _any = true;
        }

        _arrived.Set();
    }

    public OutsidePost[] TakeAll()
    {
        lock (_lock)
        {
            OutsidePost[] all = [.. _callbacks];
            _callbacks.Clear();
            _any = false;
            _isAnnounced = false;
            return all;
        }
    }

    /// <summary>Waits in real time until something arrives.</summary>
    public void Wait(TimeSpan most) => _arrived.WaitOne(most);
}

/// <summary>A callback that a thread outside the simulation handed in.</summary>
/// <param name="Run">The run that was on when it was awaited.</param>
/// <param name="Stack">Where that thread was.</param>
internal sealed record OutsidePost(SendOrPostCallback Callback, object? State, RunOwner Run, string Stack);
