namespace Sim;

/// <summary>
/// Race-directed testing (Sen: "Race directed random testing of concurrent programs", PLDI 2008): each run takes one pair of racing sites
/// that the profile showed, and a direction. Whoever comes to one of them is put off until another chain has come to the other; then
/// the one runs and then the other, and the rest of the run is a random walk. The number of chains that do the same does not matter.
/// </summary>
/// <remarks>
/// Departures: a site is the how-manieth declared access of a class of chains, not a statement. Which comes first is drawn with the pair: the
/// order that the profile run had, which passed, gets a quarter of the probability, its reverse three quarters, and a site that races with
/// itself in another chain, where both orders are alike, counts a quarter of a pair. Where all that is ready was put off, one of it, at
/// random, goes on. Everything else is left to another strategy; by itself, to a random walk. Without declared accesses that is all.
/// </remarks>
internal sealed class RaceDirected(IStrategy? rest = null) : IStrategy
{
    private const int PairWeight = 8;
    private const int SelfWeight = 2;
    private const int ReverseOf = 4;

    private readonly IStrategy _rest = rest ?? new RandomWalk();
    private ChainBook _book;
    private RunProfile? _profile;
    private int _total;
    private int[] _accesses = new int[16];
    private AccessSite _first;
    private AccessSite _second;

    /// <summary>Whether the race has had its order, or there is none.</summary>
    private bool _isOver;

    public string Name => _rest is RandomWalk ? "race" : $"race with {_rest.Name}";

    public bool Tracks => true;

    public bool NeedsProfile => true;

    public void Learn(RunProfile profile)
    {
        _profile = profile;
        _total = profile.Races.Sum(Weight);
        _rest.Learn(profile);
    }

    public void BeginRun(ulong seed, ref RandomSource random)
    {
        _book.Clear();
        _rest.BeginRun(seed, ref random);
        _isOver = _profile is not { Races.Count: > 0 };
        if (!_isOver)
        {
            Race race = Draw(_profile!.Races, random.Below(_total));
            (_first, _second) = random.Below(ReverseOf) == 0 ? (race.One, race.Other) : (race.Other, race.One);
        }
    }

    public int Pick(Candidates candidates, ref RandomSource random)
    {
        if (_isOver)
        {
            return _rest.Pick(candidates, ref random);
        }

        Follow(candidates);
        int count = LateWork.Count(candidates, ref random);
        int first = Find(candidates, count, _first, otherThan: 0);
        int second = first < 0 ? -1 : Find(candidates, count, _second, otherThan: candidates.Chain(first));
        if (second >= 0)
        {
            _isOver = true;
            return first;
        }

        int pick = _rest.Pick(candidates, ref random);
        return IsPutOff(candidates, pick) ? Other(candidates, count, ref random) : pick;
    }

    private static int Weight(Race race) => race.One == race.Other ? SelfWeight : PairWeight;

    private static Race Draw(List<Race> races, int at)
    {
        int i = 0;
        while ((at -= Weight(races[i])) >= 0)
        {
            i++;
        }

        return races[i];
    }

    private bool IsAt(Candidates candidates, int index, AccessSite site)
    {
        int chain = candidates.Chain(index);
        return candidates.Access(index).Any && _accesses[chain] == site.Access && candidates.Chains[chain].Class == site.Class;
    }

    private int Find(Candidates candidates, int count, AccessSite site, int otherThan)
    {
        for (int i = 0; i < count; i++)
        {
            if (IsAt(candidates, i, site) && candidates.Chain(i) != otherThan)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Anything that was not put off, else anything.</summary>
    private int Other(Candidates candidates, int count, ref RandomSource random)
    {
        int free = 0;
        for (int i = 0; i < count; i++)
        {
            free += IsPutOff(candidates, i) ? 0 : 1;
        }

        int nth = random.Below(free == 0 ? count : free);
        for (int i = 0; i < count && free > 0; i++)
        {
            if (!IsPutOff(candidates, i) && nth-- == 0)
            {
                return i;
            }
        }

        return nth;
    }

    private bool IsPutOff(Candidates candidates, int index) => IsAt(candidates, index, _first) || IsAt(candidates, index, _second);

    private void Follow(Candidates candidates)
    {
        while (_book.NextChain(candidates) is > 0 and var chain)
        {
            Grow.To(ref _accesses, chain);
            _accesses[chain] = 0;
        }

        while (_book.NextStep(candidates) is >= 0 and var step)
        {
            _accesses[candidates.ChainOfStep(step)] += candidates.AccessOfStep(step).Any ? 1 : 0;
        }
    }
}
