namespace Sim;

/// <summary>How long packets take over a link. Every packet's latency is one recorded draw, of which 0 is the least latency.</summary>
/// <remarks>
/// A draw answers a quantile: of 65,536 evenly spaced ones for the continuous distributions, and one of the values for a recorded one. So no
/// latency is above the quantile 65,535/65,536, and a token replays it to the tick, on any machine.
/// </remarks>
public abstract class LatencyDistribution
{
    private protected const int Quantiles = 65_536;

    private static readonly TimeSpan s_most = TimeSpan.FromHours(1);

    private protected LatencyDistribution()
    {
    }

    /// <summary>How many answers the draw has.</summary>
    internal abstract int Answers { get; }

    /// <summary>The latency of an answer, in ticks; no less than that of a smaller answer.</summary>
    internal abstract long At(int answer);

    /// <summary>Every packet takes as long; that is no draw.</summary>
    /// <param name="latency">From zero to an hour.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public static LatencyDistribution Constant(TimeSpan latency) => Recorded([latency]);

    /// <summary>Any latency of a range is as likely as any other.</summary>
    /// <param name="min">The least: from zero to an hour.</param>
    /// <param name="max">The greatest: from <paramref name="min"/> to an hour.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is out of range.</exception>
    public static LatencyDistribution Uniform(TimeSpan min, TimeSpan max)
    {
        CheckRange(min, max);
        return new UniformLatency(min.Ticks, max.Ticks);
    }

    /// <summary>A least latency, and on top of it a time that is exponentially distributed: most packets are quick, some are late.</summary>
    /// <param name="min">The least: from zero to an hour.</param>
    /// <param name="mean">The mean, as it would be without the cap: from <paramref name="min"/> on.</param>
    /// <param name="cap">What would take longer takes as long as this: from <paramref name="mean"/> to an hour.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is out of range.</exception>
    public static LatencyDistribution Exponential(TimeSpan min, TimeSpan mean, TimeSpan cap)
    {
        CheckRange(min, mean, nameof(mean));
        CheckRange(mean, cap, nameof(cap));
        return new ExponentialLatency(min.Ticks, mean.Ticks, cap.Ticks);
    }

    /// <summary>Log-normal, as round trips over wide networks are: half the packets take less than the median, and the upper tail is long.</summary>
    /// <param name="median">The median: more than zero, up to an hour.</param>
    /// <param name="sigma">The standard deviation of the logarithm: from 0 to 5. With 0.5 one packet in a hundred takes 3.2 medians or more.</param>
    /// <param name="cap">What would take longer takes as long as this: from <paramref name="median"/> to an hour.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is out of range.</exception>
    public static LatencyDistribution LogNormal(TimeSpan median, double sigma, TimeSpan cap)
    {
        CheckRange(TimeSpan.FromTicks(1), median, nameof(median));
        CheckRange(median, cap, nameof(cap));
        if (sigma is not (>= 0 and <= 5))
        {
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "The deviation of a latency's logarithm lies between 0 and 5.");
        }

        return new LogNormalLatency(median.Ticks, sigma, cap.Ticks);
    }

    /// <summary>One of these latencies, each as likely: what was measured in a real network, say. A value that occurs twice is twice as likely.</summary>
    /// <param name="latencies">1 to 65,536 latencies in any order, each from zero to an hour. They are copied.</param>
    /// <exception cref="ArgumentException">There is none, or there are too many.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One is out of range.</exception>
    public static LatencyDistribution Recorded(params IReadOnlyList<TimeSpan> latencies)
    {
        ArgumentNullException.ThrowIfNull(latencies);
        if (latencies.Count is < 1 or > Quantiles)
        {
            throw new ArgumentException($"A recorded distribution has 1 to {Quantiles:N0} latencies, not {latencies.Count:N0}.", nameof(latencies));
        }

        foreach (TimeSpan latency in latencies)
        {
            CheckRange(TimeSpan.Zero, latency, nameof(latencies));
        }

        return new RecordedLatency([.. latencies.Select(static latency => latency.Ticks).Order()]);
    }

    /// <summary>Refuses what no packet can take.</summary>
    internal static TimeSpan Check(TimeSpan latency, string name)
    {
        CheckRange(TimeSpan.Zero, latency, name);
        return latency;
    }

    private static void CheckRange(TimeSpan min, TimeSpan max)
    {
        CheckRange(TimeSpan.Zero, min, nameof(min));
        CheckRange(min, max, nameof(max));
    }

    private static void CheckRange(TimeSpan least, TimeSpan value, string name)
    {
        if (value < least || value > s_most)
        {
            throw new ArgumentOutOfRangeException(name, value, $"It lies between {least} and {s_most} here.");
        }
    }

    private sealed class UniformLatency(long min, long max) : LatencyDistribution
    {
        internal override int Answers => min == max ? 1 : Quantiles;

        internal override long At(int answer) => min + ((max - min) * answer / (Quantiles - 1));
    }

    private sealed class ExponentialLatency(long min, long mean, long cap) : LatencyDistribution
    {
        internal override int Answers => min == mean ? 1 : Quantiles;

        internal override long At(int answer) =>
            Math.Min(cap, min + (long)((mean - min) * -PortableMath.Log(1 - ((double)answer / Quantiles))));
    }

    private sealed class LogNormalLatency(long median, double sigma, long cap) : LatencyDistribution
    {
        internal override int Answers => sigma == 0 ? 1 : Quantiles;

        internal override long At(int answer) => sigma == 0 ? median
            : (long)Math.Min(cap, median * PortableMath.Exp(sigma * PortableMath.NormalQuantile((answer + 0.5) / Quantiles)));
    }

    private sealed class RecordedLatency(long[] sorted) : LatencyDistribution
    {
        internal override int Answers => sorted[0] == sorted[^1] ? 1 : sorted.Length;

        internal override long At(int answer) => sorted[answer];
    }
}
