namespace Sim.Properties.TaskTrees;

/// <summary>
/// Locks and semaphores: never more inside than the bound, first come, first served, and nobody waits while one is free.
/// </summary>
/// <remarks>
/// Seen to fail when a release that woke a waiter counted the permit as free, too; when who asked for a lock in the moment of its release overtook the one
/// that was woken; when newcomers went to the front of the line; when a woken waiter that was canceled kept its permit, or did not pass the lock on.
/// </remarks>
/// <param name="inOrder">Whether what is ready runs first come, first served, too: then nobody who is served goes on before one who was served earlier.</param>
internal sealed class PermitOracle(bool inOrder) : Oracle
{
    private readonly List<Entry> _entries = [];
    private readonly int[] _inside = new int[2 * JobArbitrary.Resources];
    private readonly long[] _freeSince = new long[2 * JobArbitrary.Resources];

    public override void See(Note note)
    {
        switch (note.Told)
        {
            case Told.Wants:
                _entries.Add(new Entry { Wanted = note });
                break;
            case Told.Has:
                Enter(note);
                break;
            case Told.Frees:
                _freeSince[note.Value] = --_inside[note.Value] == Resources.BoundOf(note.Value) - 1 ? note.Time : _freeSince[note.Value];
                break;
            case Told.GivesUp when EntryOf(note) is { } entry:
                entry.GaveUp = true;
                SayIf(
                    inOrder && _inside[note.Value] < Resources.BoundOf(note.Value) && Math.Max(_freeSince[note.Value], entry.Wanted.Time) < note.Time,
                    note,
                    "it waited although a permit was free");
                break;
        }
    }

    /// <summary>Whoever was overtaken and got a permit later must have had one by then that it had not taken up yet.</summary>
    public override void Finish()
    {
        foreach (Entry entry in _entries.Where(static entry => entry.Has is not null))
        {
            int overtaken = entry.Overtaken.Count(static other => other.Has is not null);
            int allowed = inOrder ? 0 : Resources.BoundOf(entry.Wanted.Value) - entry.Inside;
            SayIf(overtaken > allowed, entry.Has!, $"it overtook {overtaken} who came before");
        }

        SayIf(_inside.Any(static inside => inside != 0), _entries.Count == 0 ? new Note(Told.Has, 0, 0, 0, 0) : _entries[^1].Wanted, "somebody never left");
    }

    private Entry? EntryOf(Note note) => _entries.FirstOrDefault(entry => entry.Wanted.Node == note.Node);

    private void Enter(Note note)
    {
        Entry entry = EntryOf(note)!;
        entry.Has = note;
        entry.Inside = ++_inside[note.Value];
        SayIf(entry.Inside > Resources.BoundOf(note.Value), note, $"{entry.Inside} are inside");
        entry.Overtaken.AddRange(_entries
            .TakeWhile(other => other != entry)
            .Where(other => other.Wanted.Value == note.Value && other.Has is null && !other.GaveUp));
    }

    private sealed class Entry
    {
        public required Note Wanted { get; init; }

        public Note? Has { get; set; }

        public int Inside { get; set; }

        public bool GaveUp { get; set; }

        public List<Entry> Overtaken { get; } = [];
    }
}
