namespace Sim;

/// <summary>Latencies as a value: anything from the least to the greatest. Shrinks toward none.</summary>
/// <param name="Min">The least: from zero to an hour.</param>
/// <param name="Max">The greatest: from <paramref name="Min"/> to an hour.</param>
public sealed record PlannedLatency(TimeSpan Min, TimeSpan Max)
{
    /// <summary>The latency of a link: <see cref="LinkOptions.Latency"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time is out of range.</exception>
    public LatencyDistribution Distribution => LatencyDistribution.Uniform(Min, Max);

    /// <inheritdoc />
    public override string ToString() => Min == Max ? Text(Min) : $"{Text(Min)} to {Text(Max)}";

    internal IEnumerable<PlannedLatency> Smaller()
    {
        foreach (TimeSpan less in Shorter.Than(Max - Min, TimeSpan.Zero))
        {
            yield return this with { Max = Min + less };
        }

        foreach (TimeSpan less in Shorter.Than(Min, TimeSpan.Zero))
        {
            yield return new PlannedLatency(less, less + (Max - Min));
        }
    }

    private static string Text(TimeSpan time) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{time.TotalMilliseconds} ms");
}
