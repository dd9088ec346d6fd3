namespace Sim;

/// <summary>Counts, for one run, what should sometimes hold; a dictionary finds the entry, a list keeps the order.</summary>
internal sealed class SometimesLedger
{
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<SometimesCount> _counts = [];

    /// <summary>What the run has looked at so far, in the order of the first looks.</summary>
    public IReadOnlyList<SometimesCount> Counts => _counts;

    public void Clear()
    {
        if (_counts.Count > 0)
        {
            _indexes.Clear();
            _counts.Clear();
        }
    }

    /// <returns>Whether it holds for the first time in this run.</returns>
    public bool Note(bool condition, string name)
    {
        if (!_indexes.TryGetValue(name, out int index))
        {
            index = _counts.Count;
            _indexes.Add(name, index);
            _counts.Add(new SometimesCount(name, 1, 0, 0, 0));
        }

        SometimesCount count = _counts[index];
        _counts[index] = count with { Checks = count.Checks + 1, Held = count.Held + (condition ? 1 : 0), RunsHeld = condition ? 1 : count.RunsHeld };
        return condition && count.Held == 0;
    }
}
