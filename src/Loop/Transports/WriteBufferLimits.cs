namespace Sim.Transports;

/// <summary>How much may wait in a transport to be sent before its protocol is asked to pause, and when it may go on.</summary>
public readonly record struct WriteBufferLimits
{
    private const int DefaultHigh = 64 * 1024;
    private const int DefaultLow = 16 * 1024;

    /// <summary>Sets both limits.</summary>
    /// <param name="low">Bytes, at least 0.</param>
    /// <param name="high">Bytes, at least <paramref name="low"/>; 0 asks for a pause whenever something waits.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is negative, or <paramref name="low"/> is above <paramref name="high"/>.</exception>
    public WriteBufferLimits(int low, int high)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(low);
        ArgumentOutOfRangeException.ThrowIfLessThan(high, low);
        (Low, High) = (low, high);
    }

    /// <summary>16 KiB and 64 KiB.</summary>
    public static WriteBufferLimits Default { get; } = new(DefaultLow, DefaultHigh);

    /// <summary>With so many bytes or fewer waiting, <see cref="IProtocol.ResumeWriting"/> is called.</summary>
    public int Low { get; }

    /// <summary>With more bytes than these waiting, <see cref="IProtocol.PauseWriting"/> is called.</summary>
    public int High { get; }

    /// <summary>Takes it apart.</summary>
    public void Deconstruct(out int low, out int high) => (low, high) = (Low, High);
}
