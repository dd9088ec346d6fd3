namespace Sim;

/// <summary>How a loop sleeps in epoll, and how other threads end that: they write to an eventfd, but only if it does sleep.</summary>
internal sealed unsafe class Sleep(int epoll, int wakeUp) : IDisposable
{
    private const int Awake = 0;
    private const int Asleep = 1;
    private const int Woken = 2;

    /// <summary>Since Linux 5.11 and glibc 2.35 the kernel waits to the nanosecond; what it takes in is two longs on 64 bits.</summary>
    private static volatile bool s_isPrecise = Environment.Is64BitProcess;

    /// <summary>A quarter of a millisecond, in ticks: where many timers lie close together, one wait serves all within it.</summary>
    private const long Shortest = TimeSpan.TicksPerMillisecond / 4;

    private readonly Lock _lock = new();
    private int _state;
    private bool _disposed;

    /// <summary>Says that the loop is about to wait.</summary>
    /// <returns>False if it was woken up before; then it must not wait.</returns>
    public bool Begin() => Interlocked.CompareExchange(ref _state, Asleep, Awake) == Awake;

    /// <summary>The loop looks at what came from other threads after this; what comes later wakes it anew.</summary>
    public void End()
    {
        if (Volatile.Read(ref _state) != Awake)
        {
            Interlocked.Exchange(ref _state, Awake);
        }
    }

    public void Wake()
    {
        if (Interlocked.Exchange(ref _state, Woken) == Asleep)
        {
            lock (_lock)
            {
                WriteUnlessDisposed();
            }
        }
    }

    /// <param name="timeout">Ticks of 100 ns; negative: without end.</param>
    public int Wait(byte* events, int most, long timeout)
    {
        if (timeout > 0 && s_isPrecise)
        {
            try
            {
                int count = WaitPrecisely(events, most, timeout);
                if (count >= 0 || System.Runtime.InteropServices.Marshal.GetLastPInvokeError() != Errno.NotImplemented)
                {
                    return count;
                }
            }
            catch (EntryPointNotFoundException)
            {
                // An older C library: milliseconds it is.
            }

            s_isPrecise = false;
        }

        return Libc.EpollWait(epoll, events, most, Timeouts.ToMilliseconds(timeout));
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _ = Libc.Close(wakeUp);
            _ = Libc.Close(epoll);
        }
    }

    private int WaitPrecisely(byte* events, int most, long timeout)
    {
        long* time = stackalloc long[2];
        timeout = Math.Clamp(timeout, Shortest, Timeouts.Longest);
        time[0] = timeout / TimeSpan.TicksPerSecond;
        time[1] = timeout % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick;
        return Libc.EpollWaitPrecisely(epoll, events, most, time, null);
    }

    private void WriteUnlessDisposed()
    {
        if (!_disposed)
        {
            long one = 1;
            _ = Libc.Write(wakeUp, &one, sizeof(long));
        }
    }
}
