namespace Sim.Capture;

/// <summary>What left the world in the present run, in the order of arrival; safe on any thread.</summary>
internal sealed class EscapeLog
{
    private const int Most = 16;

    private readonly Lock _lock = new();
    private readonly List<Escape> _escapes = [];
    private volatile bool _any;
    private volatile bool _isAnnounced;

    public bool Any => _any;

    /// <summary>Whether a thread has left the world and is about to say how.</summary>
    public bool IsAnnounced => _isAnnounced;

    /// <summary>Something will be added at once: to tell a stack takes its time.</summary>
    public void Announce() => _isAnnounced = true;

    public void Add(Escape escape)
    {
        lock (_lock)
        {
            _any = true;
            if (_escapes.Count < Most && !_escapes.Exists(known => known.What == escape.What))
            {
                _escapes.Add(escape);
            }
        }
    }

    public Escape[] TakeAll()
    {
        lock (_lock)
        {
            Escape[] all = [.. _escapes];
            _escapes.Clear();
            _any = false;
            _isAnnounced = false;
            return all;
        }
    }
}
