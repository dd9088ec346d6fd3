namespace Sim;

/// <summary>Makes the picture's data of a run's trace.</summary>
internal static class TimelineBuilder
{
    public static TimelineRun Build(RunResult run)
    {
        Trace trace = run.Trace;
        Dictionary<int, int> steps = ByItem(trace);
        (IReadOnlyList<TimelineLane> lanes, IReadOnlyList<int> laneOf) = LaneLayout.Of(trace);
        return new TimelineRun
        {
            Result = run,
            Hosts = trace.HostNames,
            Lanes = lanes,
            LaneOf = laneOf,
            Messages = Messages(trace),
            Timers = Timers(trace, steps),
            Blocks = trace.Details.Blocks,
            Spans = [.. trace.Details.Spans.Select(span => span.Last >= 0 ? span : span with { Last = End(trace, span) })],
            Departures = Departures(trace, steps),
        };
    }

    /// <summary>The words for what became of a packet; empty where it just arrived.</summary>
    public static string Words(PacketNote note) => note == PacketNote.None ? "" : PacketRows.Word(note);

    private static Dictionary<int, int> ByItem(Trace trace)
    {
        var steps = new Dictionary<int, int>(trace.Count);
        for (int i = 0; i < trace.Count; i++)
        {
            steps[trace.Records[i].Tag.Item] = i;
        }

        return steps;
    }

    private static List<(int Step, int Overtaken)> Departures(Trace trace, Dictionary<int, int> steps)
    {
        var departures = new List<(int, int)>();
        for (int i = 0; i < trace.Count; i++)
        {
            ref readonly StepRecord step = ref trace.Records[i];
            if (step.Pick != 0)
            {
                departures.Add((i, steps.TryGetValue(step.Overtaken.Item, out int overtaken) && overtaken > i ? overtaken : -1));
            }
        }

        return departures;
    }

    private static List<TimelineTimer> Timers(Trace trace, Dictionary<int, int> steps) =>
        [.. trace.Details.Timers.Select(timer => steps.TryGetValue(timer.Item, out int fired)
            ? new TimelineTimer(timer.SetIn, timer.Due, fired, Fired: true)
            : new TimelineTimer(timer.SetIn, timer.Due, timer.CanceledIn, Fired: false))];

    /// <summary>What arrived in order of arrival, and what did not at its place.</summary>
    private static List<TimelineMessage> Messages(Trace trace)
    {
        var arrived = new HashSet<int>();
        var messages = new List<TimelineMessage>();
        foreach (SentRecord sent in trace.Details.Sent)
        {
            arrived.Add(sent.To);
            messages.Add(new TimelineMessage(
                sent.From, sent.To, sent.Source, trace.Records[sent.To].Host, sent.Bytes, sent.Late, PacketNote.None, What(sent.Kind)));
        }

        AddSingles(trace, arrived, messages);
        AddNotes(trace, messages);

        return [.. messages.OrderBy(static message => message.From).ThenBy(static message => message.To)];
    }

    /// <summary>What travels by itself: its own tag says which step sent it.</summary>
    private static void AddSingles(Trace trace, HashSet<int> arrived, List<TimelineMessage> messages)
    {
        foreach (ref readonly StepDelivery delivery in trace.Deliveries)
        {
            ref readonly StepRecord step = ref trace.Records[delivery.Step];
            if (step.Tag.Kind == StepKind.Delivery && step.Host != delivery.Source && step.Tag.Parent > 0 && !arrived.Contains(delivery.Step))
            {
                messages.Add(new TimelineMessage(
                    step.Tag.Parent - 1, delivery.Step, delivery.Source, step.Host, delivery.Bytes, delivery.Late, PacketNote.None, delivery.Bytes > 0 ? "" : What(step.Method)));
            }
        }
    }

    /// <summary>A packet that did not get there has an arrow of its own; of one that did the note is put at its arrow.</summary>
    private static void AddNotes(Trace trace, List<TimelineMessage> messages)
    {
        ILookup<(int, int), int> sent = Enumerable.Range(0, messages.Count).ToLookup(i => (messages[i].From, messages[i].Target));
        foreach (ref readonly PacketRecord packet in trace.Packets)
        {
            bool arrives = packet.Note is PacketNote.Doubled or PacketNote.Corrupted or PacketNote.Reordered;
            int at = arrives ? sent[(packet.Step, packet.To)].FirstOrDefault(i => messages[i].Note == PacketNote.None, -1) : -1;
            if (at >= 0)
            {
                messages[at] = messages[at] with { Note = packet.Note };
            }
            else
            {
                messages.Add(new TimelineMessage(packet.Step, -1, packet.From, packet.To, packet.Bytes, 0, packet.Note, ""));
            }
        }
    }

    private static string What(int method) => StepMethods.Name(method) switch
    {
        "Request" => "connect",
        var name => name.ToLowerInvariant(),
    };

    private static string What(SegmentKind kind) => kind switch
    {
        SegmentKind.Open => "open",
        SegmentKind.End => "end",
        _ => "",
    };

    private static int End(Trace trace, SpanRecord span)
    {
        int end = span.First;
        while (span.Until > 0 && end < trace.Count - 1 && trace.Records[end + 1].Time < span.Until)
        {
            end++;
        }

        return span.Until > 0 ? end : trace.Count - 1;
    }
}
