namespace Sim.Gauntlet.Measuring;

/// <summary>What is said of a sample of schedules to the first bug.</summary>
internal static class Statistics
{
    private const int Resamples = 2_000;
    private const ulong Seed = 0x5EED;

    public static double Mean(IReadOnlyList<int> sample) => sample.Average();

    /// <summary>The middle value; between the two in the middle where their number is even.</summary>
    public static double Median(IReadOnlyList<int> sample)
    {
        int[] sorted = [.. sample.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }

    /// <summary>
    /// The 95 % interval of the mean by the percentile bootstrap (Efron 1979): the 2.5 % and 97.5 % quantiles of the means of 2,000 samples
    /// drawn from this one with replacement, by random numbers with a fixed seed. The same sample gives the same interval.
    /// </summary>
    public static (double Low, double High) MeanInterval(IReadOnlyList<int> sample)
    {
        var random = new RandomSource(Seed);
        double[] means = new double[Resamples];
        for (int resample = 0; resample < Resamples; resample++)
        {
            long sum = 0;
            for (int draw = 0; draw < sample.Count; draw++)
            {
                sum += sample[random.Below(sample.Count)];
            }

            means[resample] = (double)sum / sample.Count;
        }

        Array.Sort(means);
        return (means[Resamples * 25 / 1000], means[(Resamples * 975 / 1000) - 1]);
    }

    /// <summary>The n-th root of the product of n positive numbers.</summary>
    public static double GeometricMean(IEnumerable<double> values) => Math.Exp(values.Average(Math.Log));
}
