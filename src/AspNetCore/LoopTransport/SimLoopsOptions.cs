namespace Sim;

/// <summary>How <see cref="WebLoopExtensions.UseSimLoops"/> serves.</summary>
public sealed class SimLoopsOptions
{
    private const int MostLoopsByDefault = 16;
    private const int DefaultBacklog = 512;
    private const int DefaultMaxReadBufferSize = 1024 * 1024;
    private const int DefaultMaxWriteBufferSize = 64 * 1024;

    private int _loops = Math.Min(LoopGroup.DefaultCount, MostLoopsByDefault);
    private int _backlog = DefaultBacklog;
    private int _maxReadBufferSize = DefaultMaxReadBufferSize;
    private int _maxWriteBufferSize = DefaultMaxWriteBufferSize;
    private ApplicationThread _applicationThread = ApplicationThread.Pool;

    /// <summary>How many event loops serve, each on a thread of its own. A connection stays with one loop.</summary>
    /// <value>At least 1; more than 1 on Linux only. Default: one for each processor, at most 16; elsewhere than on Linux 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int Loops
    {
        get => _loops;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _loops = value;
        }
    }

    /// <summary>On which thread the application runs.</summary>
    /// <value>Default: <see cref="Sim.ApplicationThread.Pool"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the enumeration's values.</exception>
    public ApplicationThread ApplicationThread
    {
        get => _applicationThread;
        set => _applicationThread = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Choose one of ApplicationThread's values.");
    }

    /// <summary>How many connections may wait at each loop to be accepted.</summary>
    /// <value>At least 0; the machine may hold it lower. Default: 512.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int Backlog
    {
        get => _backlog;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _backlog = value;
        }
    }

    /// <summary>How much a connection may have received that the application has not read; then nothing more is received until it has read half.</summary>
    /// <value>Bytes, at least 1. Default: 1 MiB.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int MaxReadBufferSize
    {
        get => _maxReadBufferSize;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _maxReadBufferSize = value;
        }
    }

    /// <summary>How much a connection may hold that is to be sent before whoever flushes has to wait, until half of it is gone. What the socket's own buffer holds does not count.</summary>
    /// <value>Bytes, at least 1. Default: 64 KiB.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int MaxWriteBufferSize
    {
        get => _maxWriteBufferSize;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _maxWriteBufferSize = value;
        }
    }

    /// <summary>Whether small writes are sent at once rather than gathered (TCP_NODELAY).</summary>
    /// <value>Default: true.</value>
    public bool NoDelay { get; set; } = true;
}
