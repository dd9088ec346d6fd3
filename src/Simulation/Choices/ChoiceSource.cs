namespace Sim;

/// <summary>
/// The one stream of choices: everything in a run that could go either way is a draw from here, and is recorded. A
/// draw answers from 0, the boring choice, to its bound - 1. A draw with one possible answer is none and is not recorded.
/// </summary>
/// <remarks>
/// A seeded source makes new choices. A replaying one answers what was recorded: a strict one reports an answer that does
/// not fit; a tolerant one, as shrinking needs it, lowers it to the bound and answers zero past the end. One that goes on
/// makes new choices past the end of what was recorded.
/// </remarks>
internal sealed class ChoiceSource
{
    private readonly RandomSource[] _random = new RandomSource[Enum.GetValues<ChoiceDomain>().Length];
    private int[] _recorded = new int[256];
    private int[] _bounds = new int[256];
    private int[]? _script;
    private bool _goesOn;

    /// <summary>The seed of the run; what is not drawn through here (Random.Shared) is derived from it.</summary>
    public ulong Seed { get; private set; }

    /// <summary>How many draws were made.</summary>
    public int Count { get; private set; }

    /// <summary>How many draws were not the boring one.</summary>
    public int Departures { get; private set; }

    /// <summary>Whether a script answers the next draw.</summary>
    public bool IsReplaying => _script is not null && (!_goesOn || Count < _script.Length);

    /// <summary>Whether a script met a draw that it does not fit: an answer beyond the bound, or one missing.</summary>
    public bool Diverged { get; private set; }

    /// <summary>What was drawn, in order.</summary>
    public ReadOnlySpan<int> Recorded => _recorded.AsSpan(0, Count);

    /// <summary>How many answers each draw had.</summary>
    public ReadOnlySpan<int> Bounds => _bounds.AsSpan(0, Count);

    /// <summary>Begins a run that draws from <paramref name="seed"/>, or replays <paramref name="script"/> if there is one.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="script">The answers to the first draws, or null.</param>
    /// <param name="goesOn">Whether draws that the script has no answer to are made anew.</param>
    public void Begin(ulong seed, int[]? script, bool goesOn = false)
    {
        Seed = seed;
        _script = script;
        _goesOn = goesOn;
        Count = 0;
        Departures = 0;
        Diverged = false;
        for (int domain = 0; domain < _random.Length; domain++)
        {
            _random[domain] = new RandomSource(RandomSource.Derive(seed, (ulong)domain + 1));
        }
    }

    /// <summary>The random numbers of a domain, for a strategy that decides by its own rule and then calls <see cref="Record"/>.</summary>
    public ref RandomSource Random(ChoiceDomain domain) => ref _random[(int)domain];

    /// <summary>Draws uniformly.</summary>
    public int Draw(ChoiceDomain domain, int bound)
    {
        if (bound <= 1)
        {
            return 0;
        }

        return Record(IsReplaying ? Replay(bound) : _random[(int)domain].Below(bound), bound);
    }

    /// <summary>Draws 1 with this probability, else 0; what is certain is no draw.</summary>
    public bool DrawChance(ChoiceDomain domain, double probability) => probability is <= 0 or >= 1
        ? probability > 0
        : Record(IsReplaying ? Replay(2) : _random[(int)domain].Chance(probability) ? 1 : 0, 2) != 0;

    /// <summary>The script's answer to a draw with this bound; the caller records it.</summary>
    public int Replay(int bound)
    {
        int[] script = _script!;
        if (Count >= script.Length)
        {
            Diverged = true;
            return 0;
        }

        int answer = script[Count];
        if (answer < bound)
        {
            return answer;
        }

        Diverged = !_goesOn;
        return _goesOn ? answer % bound : bound - 1;
    }

    /// <summary>Writes down an answer.</summary>
    public int Record(int answer, int bound)
    {
        if (Count == _recorded.Length)
        {
            Array.Resize(ref _recorded, _recorded.Length * 2);
            Array.Resize(ref _bounds, _recorded.Length);
        }

        _bounds[Count] = bound;
        _recorded[Count++] = answer;
        Departures += answer == 0 ? 0 : 1;
        return answer;
    }
}
