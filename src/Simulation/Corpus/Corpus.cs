namespace Sim;

/// <summary>
/// The runs worth changing: each behaved like none before it. They are changed in proportion to how new each was, on average so many times
/// before all are due again (Fray makes 16 children of a parent). Of more than 512 the oldest goes.
/// </summary>
internal sealed class Corpus
{
    private const int MostEntries = 512;
    private const int MostSeen = 1 << 20;
    private const int AverageBudget = 16;
    private const int GreatestBudget = 64;

    private readonly List<CorpusEntry> _entries = [];
    private readonly HashSet<ulong> _seen = [];
    private readonly BehaviorReader _reader = new();
    private double _novelty;
    private int _turns;

    /// <summary>How many there are.</summary>
    public int Count => _entries.Count;

    /// <summary>An entry, from the oldest on.</summary>
    public CorpusEntry this[int index] => _entries[index];

    /// <summary>Takes the run that is over in <paramref name="world"/> if it behaved like none before.</summary>
    /// <param name="world">The run.</param>
    /// <param name="from">The first draw in which it departs from the run that it was made of.</param>
    /// <returns>Whether it was taken.</returns>
    public bool Add(World world, int from)
    {
        Behavior behavior = _reader.Read(world);
        if (world.Choices.Count == 0 || !IsUnseen(behavior) || Novelty(behavior) is not (> 0 and var novelty))
        {
            return false;
        }

        Make(new CorpusEntry(world.Choices.Recorded.ToArray(), world.Choices.Bounds.ToArray(), behavior, novelty, Math.Min(from, world.Choices.Count - 1)));
        return true;
    }

    /// <summary>Whose turn it is to be changed: by turns the newest that is due and the oldest.</summary>
    public CorpusEntry Next()
    {
        bool isNewest = _turns++ % 2 == 0;
        CorpusEntry? due = isNewest ? _entries.FindLast(static entry => entry.Budget > 0) : _entries.Find(static entry => entry.Budget > 0);
        if (due is null)
        {
            _entries.ForEach(entry => entry.Budget = BudgetOf(entry));
            due = isNewest ? _entries[^1] : _entries[0];
        }

        due.Budget--;
        return due;
    }

    private bool IsUnseen(Behavior behavior) => _seen.Count < MostSeen ? _seen.Add(behavior.Exact) : !_seen.Contains(behavior.Exact);

    private double Novelty(Behavior behavior)
    {
        double greatest = 0;
        foreach (CorpusEntry entry in _entries)
        {
            greatest = Math.Max(greatest, behavior.SimilarityTo(entry.Behavior));
        }

        return 1 - greatest;
    }

    private void Make(CorpusEntry entry)
    {
        if (_entries.Count == MostEntries)
        {
            _novelty -= _entries[0].Novelty;
            _entries.RemoveAt(0);
        }

        _novelty += entry.Novelty;
        _entries.Add(entry);
        entry.Budget = BudgetOf(entry);
    }

    private int BudgetOf(CorpusEntry entry) =>
        Math.Clamp((int)Math.Round(AverageBudget * entry.Novelty * _entries.Count / _novelty), 1, GreatestBudget);
}
