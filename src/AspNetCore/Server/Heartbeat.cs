namespace Sim.AspNetCore;

/// <summary>
/// What Kestrel does every second, on virtual time instead of a thread of its own: its timeouts and its Date header. It beats only while there
/// are connections, so that a world in which nothing happens is seen to be idle.
/// </summary>
internal sealed class Heartbeat(TimeProvider time)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private Action _beat = static () => { };
    private ITimer? _timer;
    private DateTimeOffset _last;
    private int _connections;

    /// <summary>What a beat does.</summary>
    public void Attach(Action beat) => _beat = beat;

    public void Beat()
    {
        _last = time.GetUtcNow();
        _beat();
    }

    public void OnOpened()
    {
        if (time.GetUtcNow() - _last >= s_interval)
        {
            Beat();
        }

        if (_connections++ == 0)
        {
            _timer = time.CreateTimer(static heartbeat => ((Heartbeat)heartbeat!).Beat(), this, s_interval, s_interval);
        }
    }

    public void OnClosed()
    {
        if (--_connections == 0)
        {
            _timer!.Dispose();
        }
    }
}
