using System.Globalization;

namespace Sim.Benchmarks.Measuring;

/// <summary>Medians and quartiles; a quantile is the sample at that rank, never a value between two.</summary>
internal static class Quantiles
{
    public static T Median<T>(IEnumerable<T> samples) => At(samples, 0.5);

    public static T At<T>(IEnumerable<T> samples, double quantile)
    {
        T[] sorted = [.. samples.Order()];
        return sorted[(int)((sorted.Length - 1) * quantile)];
    }

    /// <summary>As the table of the peers writes it: median [quartiles] greatest.</summary>
    public static string Summary(IReadOnlyCollection<int> samples) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Median(samples)} [{At(samples, 0.25)}-{At(samples, 0.75)}] {samples.Max()}");
}
