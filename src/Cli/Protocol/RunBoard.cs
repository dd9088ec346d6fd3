namespace Sim.Cli.Protocol;

/// <summary>
/// What the workers of one exploration know in common about one simulation: which runs were given out, where each worker is, which
/// failures are known, how many behaviors were seen. It lies in mapped memory, so that whoever is killed, no run that ended is lost.
/// </summary>
internal sealed class RunBoard : IDisposable
{
    public const int MostWorkers = 256;

    private const int NextOffset = 0;
    private const int StopOffset = 8;
    private const int StartedOffset = 16;
    private const int FirstOffset = 24;
    private const int SlotsOffset = 64;
    private const int FailuresOffset = SlotsOffset + (MostWorkers * WorkerSlot.Size);
    private const int SketchOffset = FailuresOffset + FailureTable.Size;
    private const int Size = SketchOffset + BehaviorSketch.Registers;

    private readonly SharedMemory _memory;

    private RunBoard(SharedMemory memory)
    {
        _memory = memory;
        Failures = new(memory, FailuresOffset);
    }

    public FailureTable Failures { get; }

    /// <summary>The index of the run to give out next. Run indexes count a shard's own runs from 0 on.</summary>
    public ref long Next => ref _memory.Number(NextOffset);

    /// <summary>The first index that this exploration gave out: what lies below was done before.</summary>
    public ref long First => ref _memory.Number(FirstOffset);

    /// <summary>The registers of a <see cref="BehaviorSketch"/>.</summary>
    public Span<byte> Behaviors => _memory.Bytes(SketchOffset, BehaviorSketch.Registers);

    /// <summary>When the first run began, as a Stopwatch's timestamp, which all processes of a machine share; 0 before it.</summary>
    public long Started => Volatile.Read(ref _memory.Number(StartedOffset));

    public static string PathOf(string folder, int simulation) => Path.Combine(folder, $"{simulation}.board");

    public static RunBoard Open(string path) => new(SharedMemory.OpenOrCreate(path, Size));

    public WorkerSlot Slot(int worker) => new(_memory, SlotsOffset + (worker * WorkerSlot.Size));

    public void Start(long timestamp) => Interlocked.CompareExchange(ref _memory.Number(StartedOffset), timestamp, 0);

    /// <summary>Whether the run with this index is beyond the first failure where exploration ends with it.</summary>
    public bool IsStopped(long index) => Volatile.Read(ref _memory.Number(StopOffset)) is > 0 and var stop && index >= stop - 1;

    /// <summary>Makes this the last run, unless an earlier one is: who has earlier ones goes on to find out whether one of them fails.</summary>
    public void StopAt(long index)
    {
        ref var stop = ref _memory.Number(StopOffset);
        for (var seen = Volatile.Read(ref stop); seen == 0 || index < seen - 1; seen = Volatile.Read(ref stop))
        {
            Interlocked.CompareExchange(ref stop, index + 1, seen);
        }
    }

    /// <summary>Takes a block of runs for a worker; false where none is left.</summary>
    /// <param name="slot">The worker's.</param>
    /// <param name="end">The index after the last run.</param>
    /// <param name="size">How many runs are wanted.</param>
    public bool Take(WorkerSlot slot, long end, long size)
    {
        while (true)
        {
            var next = Volatile.Read(ref Next);
            var last = Math.Min(next + size, end);
            if (next >= end || IsStopped(next))
            {
                return false;
            }

            // Said before it is done: a worker that is killed in between leaves a block that is made twice, not one that is never made.
            (slot.Cursor, slot.End) = (next, last);
            if (Interlocked.CompareExchange(ref Next, last, next) == next)
            {
                return true;
            }

            slot.Cursor = slot.End;
        }
    }

    /// <summary>The runs given out and ended, as ranges of indexes from, to (exclusive).</summary>
    public IReadOnlyList<long[]> Done()
    {
        var open = Slots().Where(slot => slot.Cursor < slot.End).Select(slot => (slot.Cursor, slot.End)).Order().ToList();
        var done = new List<long[]>();
        var from = First;
        foreach (var (cursor, end) in open.Append((Next, Next)))
        {
            if (cursor > from)
            {
                done.Add([from, cursor]);
            }

            from = Math.Max(from, end);
        }

        return done;
    }

    /// <summary>How many runs ended. One whose failure is still examined did not: who is killed in that makes it again.</summary>
    public long Runs => Slots().Sum(slot => slot.Runs - (slot.IsExamining ? 1 : 0));

    public long Failing => Slots().Sum(slot => slot.Failing - (slot.IsExamining ? 1 : 0));

    public IEnumerable<WorkerSlot> Slots() => Enumerable.Range(0, MostWorkers).Select(Slot);

    public void Dispose() => _memory.Dispose();
}
