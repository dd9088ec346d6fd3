namespace Sim.Benchmarks.Measuring;

/// <summary>Two threads that hammer the real thread pool and the process's timers for as long as this lives.</summary>
internal sealed class Noise : IDisposable
{
    private const int MostQueued = 1_000;

    private readonly Thread[] _threads;
    private volatile bool _stops;
    private int _queued;
    private long _poolStrikes;
    private long _timerStrikes;

    private Noise()
    {
        _threads = [new Thread(HammerPool), new Thread(HammerTimers)];
        Array.ForEach(_threads, static thread => thread.Start());
    }

    /// <summary>Whether the pool ran what they queued and the timers took what they made: both go on beside a simulation.</summary>
    public bool IsHeard => Volatile.Read(ref _poolStrikes) > 0 && Volatile.Read(ref _timerStrikes) > 0;

    public static Noise Start() => new();

    public void Dispose()
    {
        _stops = true;
        Array.ForEach(_threads, static thread => thread.Join());
    }

    private void HammerPool()
    {
        while (!_stops)
        {
            if (Volatile.Read(ref _queued) < MostQueued)
            {
                Interlocked.Increment(ref _queued);
                ThreadPool.QueueUserWorkItem(static noise => noise.Strike(), this, preferLocal: false);
            }
        }
    }

    private void HammerTimers()
    {
        while (!_stops)
        {
            using var timer = new Timer(static _ => { }, null, 1, 1);
            Interlocked.Increment(ref _timerStrikes);
        }
    }

    private void Strike()
    {
        Interlocked.Decrement(ref _queued);
        Interlocked.Increment(ref _poolStrikes);
    }
}
