using System.Globalization;

namespace Sim;

/// <summary>Makes strategies from their names.</summary>
internal static class StrategyNames
{
    private const string Known = "Use fifo, random, sticky:P with 0 < P < 1, such as sticky:0.9, exhaustive, exhaustive:plain, or exhaustive:DEPARTURES[:DRAWS], such as exhaustive:2.";

    /// <exception cref="ArgumentException">There is no such strategy, or its argument is out of range.</exception>
    public static IStrategy Make(string name) => name.Split(':') switch
    {
        ["fifo"] => new FifoStrategy(),
        ["random"] => new RandomWalk(),
        ["sticky"] => new Sticky(0.9),
        ["sticky", string p] => new Sticky(Probability(name, p)),
        ["exhaustive"] => new Exhaustive(null, null),
        ["exhaustive", "plain"] => new Exhaustive(null, null, isPlain: true),
        ["exhaustive", string departures] => new Exhaustive(Bound(name, departures), null),
        ["exhaustive", string departures, string draws] => new Exhaustive(Bound(name, departures), Bound(name, draws)),
        _ => throw new ArgumentException($"There is no strategy \"{name}\". {Known}", nameof(name)),
    };

    private static int? Bound(string name, string text) =>
        text == "*" ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int bound) ? bound
        : throw new ArgumentException($"\"{text}\" in the strategy \"{name}\" is no bound: a whole number from 0 on, or * for none. {Known}", nameof(name));

    private static double Probability(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double p) && p is > 0 and < 1
            ? p
            : throw new ArgumentException($"\"{text}\" in the strategy \"{name}\" is no probability. {Known}", nameof(name));
}
