namespace Sim.Cli.Protocol;

/// <summary>One worker's part of a <see cref="RunBoard"/>. A worker that takes a dead one's place goes on where that one was.</summary>
internal readonly struct WorkerSlot(SharedMemory memory, int offset)
{
    public const int Size = 128;

    /// <summary>The index of the run that the worker is in, or makes next.</summary>
    public long Cursor
    {
        get => memory.Number(offset);
        set => memory.Number(offset) = value;
    }

    /// <summary>The index after the last run of the block that it took.</summary>
    public long End
    {
        get => memory.Number(offset + 8);
        set => memory.Number(offset + 8) = value;
    }

    /// <summary>How many runs ended, the failing ones included.</summary>
    public ref long Runs => ref memory.Number(offset + 16);

    public ref long Steps => ref memory.Number(offset + 24);

    public ref long VirtualTicks => ref memory.Number(offset + 32);

    /// <summary>Real time spent on runs, without shrinking, in ticks of 100 ns.</summary>
    public ref long ElapsedTicks => ref memory.Number(offset + 40);

    /// <summary>How many runs failed.</summary>
    public ref long Failing => ref memory.Number(offset + 48);

    /// <summary>The failure that is being examined, as <see cref="FailureTable"/> knows it; 0 without one.</summary>
    public ref long Pending => ref memory.Number(offset + 56);

    /// <summary>How many findings of the worker the launcher has kept.</summary>
    public ref long Kept => ref memory.Number(offset + 64);

    public bool HasRun => Cursor < End;

    public bool IsExamining => HasRun && Pending != 0;

    /// <summary>Takes back that the run ended: it is made again.</summary>
    public void Repeat()
    {
        Pending = 0;
        Runs--;
        Failing--;
    }
}
