namespace Sim;

/// <summary>
/// What only a picture shows of a run: which step sent what arrived, what became of timers, who blocked until when, how long faults lasted.
/// Kept in runs that are reported, and no part of the fingerprint: all of it follows from what is.
/// </summary>
internal sealed class TraceDetails
{
    /// <summary>So many timers are watched at once; of the rest is known when they fire, and not when they were canceled.</summary>
    private const int MostWatched = 4_096;

    private readonly Dictionary<object, int> _open = new(ReferenceEqualityComparer.Instance);
    private readonly List<(object Timer, long Tag, int Index)> _watched = [];

    /// <summary>What was sent in one step and arrived in another.</summary>
    public List<SentRecord> Sent { get; } = [];

    /// <summary>The timers that were set.</summary>
    public List<TimerRecord> Timers { get; } = [];

    /// <summary>The steps that blocked.</summary>
    public List<BlockRecord> Blocks { get; } = [];

    /// <summary>What lasted.</summary>
    public List<SpanRecord> Spans { get; } = [];

    /// <summary>A timer is set under a tag; whether it is canceled is looked at after each step.</summary>
    public void AddTimer(object timer, StepTag tag, int step, long due)
    {
        if (_watched.Count < MostWatched)
        {
            _watched.Add((timer, tag.Value, Timers.Count));
        }

        Timers.Add(new TimerRecord(tag.Item, step, due, -1));
    }

    /// <summary>A step is over: timers that no longer stand as they were set were stopped, or set anew, in it; one that has fired is looked at no more.</summary>
    /// <param name="step">The step.</param>
    /// <param name="fired">The tag by which the step ran.</param>
    /// <param name="isArmed">Whether a timer stands as it was set.</param>
    public void LookAtTimers(int step, long fired, Func<object, long, bool> isArmed)
    {
        int kept = 0;
        for (int i = 0; i < _watched.Count; i++)
        {
            (object timer, long tag, int index) = _watched[i];
            if (tag == fired)
            {
                continue;
            }

            if (isArmed(timer, tag))
            {
                _watched[kept++] = _watched[i];
            }
            else
            {
                Timers[index] = Timers[index] with { CanceledIn = step };
            }
        }

        _watched.RemoveRange(kept, _watched.Count - kept);
    }

    /// <summary>A step blocks.</summary>
    public void BeginBlock(int step) => Blocks.Add(new BlockRecord(step, -1));

    /// <summary>A step that blocked goes on.</summary>
    public void EndBlock(int step, int resumedIn)
    {
        int at = Blocks.FindLastIndex(block => block.Step == step && block.ResumedIn < 0);
        if (at >= 0)
        {
            Blocks[at] = new BlockRecord(step, resumedIn);
        }
    }

    /// <summary>Something begins to last.</summary>
    /// <param name="key">What ends it.</param>
    /// <param name="step">In which step it begins.</param>
    /// <param name="host">The host that it is about; -1 for the network.</param>
    /// <param name="text">What it is.</param>
    public void BeginSpan(object key, int step, int host, string text)
    {
        _open[key] = Spans.Count;
        Spans.Add(new SpanRecord(step, -1, host, text, 0));
    }

    /// <summary>What began under this key is over.</summary>
    public void EndSpan(object key, int step)
    {
        if (_open.Remove(key, out int index))
        {
            Spans[index] = Spans[index] with { Last = step };
        }
    }
}

/// <summary>Something that was sent in one step and arrived in another.</summary>
/// <param name="From">The step that sent it.</param>
/// <param name="To">The step in which it arrived.</param>
/// <param name="Source">The host that sent it.</param>
/// <param name="Bytes">How many bytes.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Late">How many ticks longer than the least it took.</param>
internal readonly record struct SentRecord(int From, int To, int Source, int Bytes, SegmentKind Kind, long Late);

/// <summary>A timer that was set.</summary>
/// <param name="Item">The how-manieth of all that was scheduled: the tag of the step in which it fires has it too.</param>
/// <param name="SetIn">The step that set it.</param>
/// <param name="Due">When it is due, in virtual ticks.</param>
/// <param name="CanceledIn">The step that stopped it or set it anew; -1 where none did.</param>
internal readonly record struct TimerRecord(int Item, int SetIn, long Due, int CanceledIn);

/// <summary>A step that blocked.</summary>
/// <param name="Step">The step.</param>
/// <param name="ResumedIn">The step that goes on with it; -1 where none does.</param>
internal readonly record struct BlockRecord(int Step, int ResumedIn);

/// <summary>Something that lasted: a partition, a host that is down or stands still.</summary>
/// <param name="First">The step in which it began.</param>
/// <param name="Last">The step in which it ended; -1 where none did.</param>
/// <param name="Host">The host; -1 for the network.</param>
/// <param name="Text">What it is.</param>
/// <param name="Until">Where virtual time ends it: when; else 0.</param>
internal readonly record struct SpanRecord(int First, int Last, int Host, string Text, long Until);
