namespace Sim;

/// <summary>
/// A file: its bytes as they are read, those that are durable, and the changes that lie between. What a crash leaves: what is durable, and of every
/// other change, on its own, all, nothing or some sectors.
/// </summary>
/// <remarks>
/// The fates are those that Pillai et al. found file systems to have ("All File Systems Are Not Created Equal", OSDI 2014): changes of one file are not
/// ordered, a write is no unit beyond a sector, a length may arrive without its bytes. A failed flush gives its changes up for good (Rebello et al.,
/// "Can Applications Recover from fsync Failures?", ATC 2020).
/// </remarks>
internal sealed class FileNode : DiskNode
{
    /// <summary>More changes are not held back: the oldest becomes durable, as a kernel writes back what is old.</summary>
    private const int MostChanges = 4_096;

    private readonly FileContent _content = new();
    private readonly FileContent _durable = new();
    private readonly List<DataChange> _changes = [];
    private int _count;

    /// <summary>The bytes as they are read.</summary>
    public FileContent Content => _content;

    /// <summary>How many changes there were: what a flush that begins now makes durable.</summary>
    public int Changes => _count;

    /// <summary>Whether a name leads to it.</summary>
    public bool IsLinked { get; set; }

    public void Write(int offset, ReadOnlySpan<byte> data) =>
        Add(new DataChange(++_count, offset, data.ToArray(), offset + data.Length > _content.Length));

    public void SetLength(int length) => Add(new DataChange(++_count, length, null, extends: false));

    /// <summary>Changes up to one with this number are durable, but for those that were given up.</summary>
    public void Flush(int upTo) => End(upTo, DataState.Durable);

    /// <summary>Gives changes up to one with this number up.</summary>
    public void Abandon(int upTo) => End(upTo, DataState.Abandoned);

    /// <summary>Flips a bit wherever it is kept.</summary>
    public void FlipBit(int offset, int bit)
    {
        _content.FlipBit(offset, bit);
        if (offset < _durable.Length)
        {
            _durable.FlipBit(offset, bit);
        }

        foreach (DataChange change in _changes)
        {
            if (change.Data is { } data && offset >= change.Offset && offset < change.Offset + data.Length)
            {
                data[offset - change.Offset] ^= (byte)(1 << bit);
            }
        }
    }

    /// <summary>What is left when the machine loses its power.</summary>
    /// <param name="draw">Answers from 0, the boring fate, to its bound - 1.</param>
    public CrashLosses Crash(Func<int, int> draw)
    {
        int atStake = _changes.Count(static change => change.State != DataState.Durable);
        DataFate? ofAll = atStake > 1 ? draw(3) switch { 0 => DataFate.Kept, 1 => DataFate.Lost, _ => null } : null;
        var losses = new CrashLosses(atStake);
        foreach (DataChange change in _changes)
        {
            DataFate fate = change.State == DataState.Durable ? DataFate.Kept : ofAll ?? DrawFate(change, draw);
            losses = losses.With(fate);
            Suffer(change, fate, draw);
        }

        _changes.Clear();
        _content.CopyFrom(_durable);
        return losses;
    }

    private static DataFate DrawFate(DataChange change, Func<int, int> draw)
    {
        bool tears = change.Sectors > 1;
        int fate = draw(2 + (tears ? 1 : 0) + (change.Extends ? 1 : 0));
        return fate < 2 ? (DataFate)fate : fate == 2 && tears ? DataFate.Torn : DataFate.Zeros;
    }

    private void Suffer(DataChange change, DataFate fate, Func<int, int> draw)
    {
        if (fate == DataFate.Kept)
        {
            change.Apply(_durable);
        }
        else if (fate == DataFate.Zeros)
        {
            change.ApplyLength(_durable);
        }
        else if (fate == DataFate.Torn)
        {
            int cut = 1 + draw(change.Sectors - 1);
            bool isTail = draw(2) == 1;
            change.ApplySectors(_durable, isTail ? cut : 0, isTail ? change.Sectors : cut);
        }
    }

    private void Add(DataChange change)
    {
        change.Apply(_content);
        _changes.Add(change);
        if (_changes.Count > MostChanges)
        {
            _changes[0].State = DataState.Durable;
            Settle();
        }
    }

    private void End(int upTo, DataState state)
    {
        foreach (DataChange change in _changes)
        {
            if (change.Number <= upTo && change.State == DataState.Unflushed)
            {
                change.State = state;
            }
        }

        Settle();
    }

    /// <summary>What is durable and has nothing older before it needs no record of its own.</summary>
    private void Settle()
    {
        int settled = 0;
        while (settled < _changes.Count && _changes[settled].State == DataState.Durable)
        {
            _changes[settled++].Apply(_durable);
        }

        _changes.RemoveRange(0, settled);
    }
}
