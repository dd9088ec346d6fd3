namespace Sim;

/// <summary>
/// Feedback-guided exploration: a run that behaved like none before it is kept, and every second run is made by changing the choices of one that was
/// kept, in proportion to how new it was (Fest: Li, Desai, Padhye, "Feedback-guided adaptive testing of distributed systems designs", NSDI 2026; Fray: Li et al., OOPSLA 2025). What a run needs several unlikely orders for, one
/// after the other, is found one order at a time, if each shows in what the run does.
/// </summary>
/// <remarks>
/// Departures: the choices that are changed are what was decided, not the random numbers that decided it, so that they mean the same
/// whatever strategy drew them; where an answer is too great for its draw, it is taken modulo the number of answers. What an earlier
/// exploration kept is run first. The first 16 runs are fresh. So a run depends on the runs before it, which follow from the first seed; what it drew is in
/// its token.
/// </remarks>
/// <param name="seed">The first seed: run number i is drawn from it + i - 1.</param>
/// <param name="known">The choices of runs that earlier explorations kept, to begin with.</param>
/// <param name="kept">Is told when a run is kept that is none of those.</param>
internal sealed class FeedbackSource(ulong seed, IEnumerable<int[]> known, Action<World> kept) : IRunSource
{
    private const ulong Purpose = 0xFEED;
    private const int FreshRuns = Portfolio.Turns;

    private readonly Corpus _corpus = new();
    private readonly Queue<int[]> _known = new(known);
    private RunSpec? _made;
    private int _number;
    private int _runs;
    private int _from;
    private bool _isKnown;

    /// <summary>How many runs are kept.</summary>
    public int Kept => _corpus.Count;

    /// <summary>A run that is rehearsed is asked for more than once.</summary>
    public RunSpec? Make(RunSpec template, int run)
    {
        if (_made is null || _number != run)
        {
            _number = run;
            _made = Plan(template with { Seed = seed + (ulong)run - 1 });
        }

        return _made;
    }

    public string? Completed(World world)
    {
        _made = null;
        _runs++;
        if (world.Outcome == RunOutcome.Passed && _corpus.Add(world, _from) && !_isKnown)
        {
            kept(world);
        }

        return null;
    }

    private RunSpec Plan(RunSpec spec)
    {
        _from = 0;
        _isKnown = _known.TryDequeue(out int[]? script);
        if (_isKnown)
        {
            return spec with { Script = script, GoesOn = true };
        }

        if (_runs < FreshRuns || _runs % 2 == 0 || _corpus.Count == 0)
        {
            return spec;
        }

        var random = new RandomSource(RandomSource.Derive(spec.Seed, Purpose));
        (script, _from) = Mutations.Of(_corpus.Next(), _corpus, ref random);
        return spec with { Script = script, GoesOn = true };
    }
}
