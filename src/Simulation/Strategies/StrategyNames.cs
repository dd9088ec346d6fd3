using System.Globalization;

namespace Sim;

/// <summary>Makes strategies from their names.</summary>
internal static class StrategyNames
{
    /// <summary>All names without arguments, as a message lists them.</summary>
    public const string Known =
        "Use portfolio, random, sticky:P with 0 < P < 1 (such as sticky:0.9), pct:D or delay:D with D from 1 to 100 (such as pct:3), pos, urw, surw, race, rounds, "
        + "newest or fifo; fair- before one of them, such as fair-pct:3; feedback; or exhaustive, exhaustive:plain, exhaustive:DEPARTURES[:DRAWS], such as exhaustive:2.";

    private const string Fair = "fair-";
    private const int MostDepth = 100;

    /// <exception cref="ArgumentException">There is no such strategy, or its argument is out of range.</exception>
    public static IStrategy Make(string name) => name.StartsWith(Fair, StringComparison.Ordinal)
        ? new FairStrategy(MakePlain(name, name[Fair.Length..]) is var inner and not (Exhaustive or Feedback) ? inner : throw Unknown(name))
        : MakePlain(name, name);

    private static IStrategy MakePlain(string name, string plain) => plain.Split(':') switch
    {
        ["portfolio"] => new Portfolio(),
        ["feedback"] => new Feedback(),
        ["fifo"] => new FifoStrategy(),
        ["random"] => new RandomWalk(),
        ["sticky"] => new Sticky(0.9),
        ["sticky", string p] => new Sticky(Probability(name, p)),
        ["exhaustive"] => new Exhaustive(null, null),
        ["exhaustive", "plain"] => new Exhaustive(null, null, isPlain: true),
        ["exhaustive", string departures] => new Exhaustive(Bound(name, departures), null),
        ["exhaustive", string departures, string draws] => new Exhaustive(Bound(name, departures), Bound(name, draws)),
        ["pct"] => new Pct(3),
        ["pct", string depth] => new Pct(Depth(name, depth)),
        ["delay"] => new DelayBounded(2),
        ["delay", string delays] => new DelayBounded(Depth(name, delays)),
        ["pos"] => new Pos(),
        ["urw"] => new Urw(),
        ["surw"] => new Surw(),
        ["newest"] => new NewestFirst(),
        ["race"] => new RaceDirected(),
        ["rounds"] => new Rounds(),
        _ => throw Unknown(name),
    };

    private static ArgumentException Unknown(string name) => new($"There is no strategy \"{name}\". {Known}", nameof(name));

    private static int? Bound(string name, string text) =>
        text == "*" ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int bound) ? bound
        : throw new ArgumentException($"\"{text}\" in the strategy \"{name}\" is no bound: a whole number from 0 on, or * for none. {Known}", nameof(name));

    private static double Probability(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double p) && p is > 0 and < 1
            ? p
            : throw new ArgumentException($"\"{text}\" in the strategy \"{name}\" is no probability. {Known}", nameof(name));

    private static int Depth(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int depth) && depth is >= 1 and <= MostDepth
            ? depth
            : throw new ArgumentException($"\"{text}\" in the strategy \"{name}\" is no number from 1 to {MostDepth}. {Known}", nameof(name));
}
