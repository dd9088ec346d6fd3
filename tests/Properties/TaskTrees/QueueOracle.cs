namespace Sim.Properties.TaskTrees;

/// <summary>Queues: what is put is got once and in the queue's order, never more is inside than the size, and joining waits for what is not done.</summary>
/// <remarks>
/// Seen to fail when an item was given out without being taken out; when a woken getter, or a woken putter, that was canceled did not wake the next; when joining
/// ended with the first item that was done.
/// </remarks>
/// <param name="jobs">The nodes of the program, by their numbers.</param>
/// <param name="inOrder">Whether what is ready runs first come, first served.</param>
internal sealed class QueueOracle(Job[] jobs, bool inOrder) : Oracle
{
    private readonly List<int>[] _items = [[], [], []];
    private readonly int[] _unfinished = new int[JobArbitrary.Resources];
    private readonly long[] _sinceItem = new long[JobArbitrary.Resources];
    private readonly long[] _sinceRoom = new long[JobArbitrary.Resources];
    private readonly Dictionary<int, bool> _joins = [];
    private readonly Dictionary<int, long> _waits = [];

    /// <summary>What is left inside, and not done.</summary>
    public (int Count, int Unfinished) Left(int queue) => (_items[queue].Count, _unfinished[queue]);

    public override void See(Note note)
    {
        if (note.Node < 0)
        {
            return;
        }

        Job job = jobs[note.Node];
        int queue = job.Which;
        switch (note.Told)
        {
            case Told.ScopeBegins:
                _waits[note.Node] = note.Time;
                break;
            case Told.Put:
                Put(note, queue);
                break;
            case Told.Got:
                Get(note, queue);
                break;
            case Told.Done:
                Finish(queue);
                break;
            case Told.Joins:
                _joins[note.Node] = _unfinished[queue] == 0;
                break;
            case Told.Joined:
                SayIf(!_joins[note.Node], note, $"it joined while {_unfinished[queue]} were not done");
                break;
            case Told.Hit when inOrder:
                SeeWaitInVain(note, job, queue);
                break;
        }
    }

    private void Put(Note note, int queue)
    {
        List<int> items = _items[queue];
        _sinceItem[queue] = items.Count == 0 ? note.Time : _sinceItem[queue];
        items.Add(note.Value);
        _unfinished[queue]++;
        SayIf(items.Count > Resources.Sizes[queue], note, $"{items.Count} are inside");
    }

    private void Get(Note note, int queue)
    {
        List<int> items = _items[queue];
        int next = items.Count == 0 ? -1 : queue switch { 0 => items[0], 1 => items[^1], _ => items.Min() };
        SayIf(next != note.Value, note, $"{next} would be next of [{string.Join(", ", items)}]");
        _sinceRoom[queue] = items.Count == Resources.Sizes[queue] ? note.Time : _sinceRoom[queue];
        items.Remove(note.Value);
    }

    private void Finish(int queue)
    {
        if (--_unfinished[queue] == 0)
        {
            foreach (int node in _joins.Keys.Where(node => jobs[node].Which == queue).ToList())
            {
                _joins[node] = true;
            }
        }
    }

    private void SeeWaitInVain(Note note, Job job, int queue)
    {
        bool isInVain = job.Kind switch
        {
            JobKind.Get => _items[queue].Count > 0 && Waited(_sinceItem[queue]),
            JobKind.Put => _items[queue].Count < (Resources.Sizes[queue] ?? int.MaxValue) && Waited(_sinceRoom[queue]),
            _ => false,
        };
        SayIf(isInVain, note, "it waited although it had no need to");

        bool Waited(long since) => Math.Max(since, _waits[note.Node]) < note.Time;
    }
}
