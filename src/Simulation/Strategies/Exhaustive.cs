namespace Sim;

/// <summary>
/// Not one schedule after another at random, but all of them: the exploration makes scripts, one a schedule, and this strategy answers
/// what no script says, which is first come, first served. A single run under it is the first schedule of the search.
/// </summary>
/// <param name="departures">How many draws may depart from 0; null where there is no such bound.</param>
/// <param name="depth">How many draws of a run are varied, from its beginning on; null where there is no such bound.</param>
/// <param name="isPlain">Whether every order is run, those of steps that have nothing to do with each other too.</param>
internal sealed class Exhaustive(int? departures, int? depth, bool isPlain = false) : IStrategy
{
    public int? Departures { get; } = departures;

    public int? Depth { get; } = depth;

    public bool IsPlain { get; } = isPlain;

    public string Name => IsPlain ? "exhaustive:plain" : Depth is null
        ? Departures is null ? "exhaustive" : FormattableString.Invariant($"exhaustive:{Departures}")
        : FormattableString.Invariant($"exhaustive:{Departures?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "*"}:{Depth}");

    /// <summary>Beyond its script every schedule of the search is first come, first served.</summary>
    public int? FairFrom => 0;

    public void BeginRun(ulong seed, ref RandomSource random)
    {
    }

    public int Pick(Candidates candidates, ref RandomSource random) => 0;
}
