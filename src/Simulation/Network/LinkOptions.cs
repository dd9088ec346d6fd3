namespace Sim;

/// <summary>How a directed link between two hosts behaves. The default is a sound one: nothing is lost, doubled, damaged, held up or throttled.</summary>
/// <remarks>
/// Every fault is a recorded draw per packet, of which 0 is "no"; a fault kind that is off makes no draws. Within a host nothing of
/// this applies.
/// </remarks>
public sealed record LinkOptions
{
    /// <summary>The greatest bandwidth that may be set.</summary>
    private const long MostBandwidth = 1_000_000_000_000;

    /// <summary>The bytes of the headers of IP and UDP that the first fragment of a datagram carries.</summary>
    private const int DatagramHeaders = 28;

    /// <summary>How long a packet takes.</summary>
    /// <value>Default null: one of ten evenly spaced latencies from <see cref="SimulatedNetwork.MinLatency"/> to <see cref="SimulatedNetwork.MaxLatency"/>.</value>
    public LatencyDistribution? Latency { get; init; }

    /// <summary>The most that a packet takes longer than its latency: a further draw, of 1,024 evenly spaced times from zero on.</summary>
    /// <value>Default zero; up to an hour.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan Jitter { get; init => field = LatencyDistribution.Check(value, nameof(Jitter)); }

    /// <summary>The probability that a packet is lost. A datagram of several fragments (<see cref="Mtu"/>) is lost with any of them.</summary>
    /// <value>Default 0; up to 1. A link that loses everything is as good as cut.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is no probability.</exception>
    public double Loss { get; init => field = CheckProbability(value, nameof(Loss)); }

    /// <summary>The probability that a datagram arrives twice, each time after a latency of its own. Streams drop what comes twice.</summary>
    /// <value>Default 0; up to 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is no probability.</exception>
    public double Duplication { get; init => field = CheckProbability(value, nameof(Duplication)); }

    /// <summary>The probability that one bit of a datagram arrives flipped. To a stream it is loss: the checksum fails.</summary>
    /// <value>Default 0; up to 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is no probability.</exception>
    public double Corruption { get; init => field = CheckProbability(value, nameof(Corruption)); }

    /// <summary>The probability that a packet is held up by up to <see cref="ReorderingDelay"/> while later ones go past. Streams wait for it.</summary>
    /// <value>Default 0; up to 1. Latencies that differ reorder datagrams as well.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is no probability.</exception>
    public double Reordering { get; init => field = CheckProbability(value, nameof(Reordering)); }

    /// <summary>The most that a reordered packet is held up: a draw of 1,024 evenly spaced times.</summary>
    /// <value>Default 10 ms; up to an hour.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan ReorderingDelay { get; init => field = LatencyDistribution.Check(value, nameof(ReorderingDelay)); } = TimeSpan.FromMilliseconds(10);

    /// <summary>How many bytes the link carries a second; packets go one after another, and wait for those before them.</summary>
    /// <value>Default 0: as many as there are. From 1 to 10^12.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public long Bandwidth
    {
        get;
        init => field = value is >= 0 and <= MostBandwidth ? value
            : throw new ArgumentOutOfRangeException(nameof(Bandwidth), value, $"A link carries from 1 to {MostBandwidth:N0} bytes a second, or, at 0, as many as there are.");
    }

    /// <summary>How many bytes may wait for a link of limited <see cref="Bandwidth"/>; a packet that finds no room is lost.</summary>
    /// <value>Default 262,144; from 1 to 2^31 - 1. A packet that finds nothing before it always has room.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Queue
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Queue), value, "At least one byte may wait for a link.");
    } = 262_144;

    /// <summary>
    /// The most bytes of one frame, headers of 28 bytes included. A datagram that is larger travels in fragments and is lost with any of them, or is
    /// refused, if its socket does not fragment.
    /// </summary>
    /// <value>Default 1,500; from 68 to 65,535.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Mtu
    {
        get;
        init => field = value is >= 68 and <= 65_535 ? value : throw new ArgumentOutOfRangeException(nameof(Mtu), value, "A frame has from 68 to 65,535 bytes.");
    } = 1_500;

    /// <summary>Whether packets meet nothing but latency.</summary>
    internal bool IsSound => Loss == 0 && Corruption == 0 && Reordering == 0 && Bandwidth == 0 && Jitter == TimeSpan.Zero;

    /// <summary>Whether a datagram of this length fits in one frame.</summary>
    internal bool Fits(int length) => length + DatagramHeaders <= Mtu;

    /// <summary>The probability that a packet is lost: a segment or a datagram of this length.</summary>
    internal double LossOf(PacketKind kind, int length)
    {
        if (kind != PacketKind.Datagram)
        {
            return Loss + Corruption - (Loss * Corruption);
        }

        double arrives = 1;
        for (int sent = 0; sent == 0 || sent < length + 8; sent += Mtu - 20)
        {
            arrives *= 1 - Loss;
        }

        return 1 - arrives;
    }

    private static double CheckProbability(double value, string name) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A probability lies between 0 and 1.");
}
