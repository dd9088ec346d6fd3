using System.Runtime.InteropServices;

namespace Sim;

/// <summary>Chooses what a story shows of a trace: the lines that were written, and the steps that depart, with what each overtook.</summary>
internal static class StoryRows
{
    private const int MostRows = 10;

    public static List<StoryRow> Choose(Trace trace, int most = MostRows)
    {
        var rows = new List<StoryRow>();
        HashSet<StepTag> overtaken = Overtaken(trace);
        for (int i = 0; i < trace.Count; i++)
        {
            AddStep(rows, trace, i, overtaken.Contains(trace.Records[i].Tag));
        }

        return Narrow(rows, most);
    }

    /// <summary>How many steps ran before their turn.</summary>
    public static int CountSwaps(Trace trace)
    {
        int swaps = 0;
        foreach (ref readonly StepRecord step in trace.Records)
        {
            swaps += step.Pick != 0 ? 1 : 0;
        }

        return swaps;
    }

    /// <summary>Whether a delivery took longer than the least.</summary>
    public static bool IsAnyLate(Trace trace) => IsAnyLate(trace.Deliveries);

    /// <summary>Whether all that departs is one swap of two steps that both wrote something: a story that needs no further words.</summary>
    public static bool ExplainsItself(RunTrace trace)
    {
        int departing = -1;
        bool isLate = IsAnyLate(CollectionsMarshal.AsSpan(trace.Deliveries));
        for (int i = 0; i < trace.Count; i++)
        {
            ref readonly StepRecord step = ref trace.Steps[i];
            if (isLate || (step.Pick != 0 && departing >= 0) || trace.Packets.Count > 0)
            {
                return false;
            }

            departing = step.Pick == 0 ? departing : i;
        }

        return departing >= 0 && Writes(trace, departing) && Writes(trace, IndexOf(trace.Steps, trace.Steps[departing].Overtaken));
    }

    /// <summary>The two steps of a swap in words: the one that ran too early, and the one that it must not overtake.</summary>
    public static string Pair(Trace trace, int early)
    {
        int late = IndexOf(trace.Records, trace.Records[early].Overtaken);
        return $"{Describe(trace, early)} after {(late < 0 ? "the step that was ready before" : Describe(trace, late))}";
    }

    /// <summary>The resources that both steps of a swap said they touch and one may change, in words.</summary>
    public static string[] Contended(Trace trace, int early)
    {
        int late = IndexOf(trace.Records, trace.Records[early].Overtaken);
        return late < 0 ? [] : [.. trace.AccessesOf(early).ToArray()
            .Where(one => !one.IsImplied && Array.Exists(trace.AccessesOf(late).ToArray(), other => other.Access.RacesWith(one.Access)))
            .Select(one => trace.ResourceName(one.Access.Resource))];
    }

    private static bool Writes(RunTrace trace, int step) => trace.Log.Exists(line => line.Step == step && line.Kind == LineKind.Log);

    private static int IndexOf(ReadOnlySpan<StepRecord> steps, StepTag tag)
    {
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i].Tag == tag)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The steps that others ran before: a swap has two sides, and both are told.</summary>
    private static HashSet<StepTag> Overtaken(Trace trace)
    {
        var overtaken = new HashSet<StepTag>();
        foreach (ref readonly StepRecord step in trace.Records)
        {
            if (step.Pick != 0 && step.Pick != step.Ready)
            {
                overtaken.Add(step.Overtaken);
            }
        }

        return overtaken;
    }

    private static void AddStep(List<StoryRow> rows, Trace trace, int index, bool isOvertaken)
    {
        ReadOnlySpan<LogLine> lines = trace.LinesOf(index);
        ref readonly StepRecord record = ref trace.Records[index];
        bool departs = record.Pick != 0 || trace.DeliveryOf(index).Late != 0;
        ReadOnlySpan<PacketRecord> packets = trace.PacketsOf(index);
        if (lines.Length == 0 && packets.Length == 0 && !departs && !isOvertaken)
        {
            return;
        }

        TraceStep step = trace[index];
        string note = departs ? Note(trace, index) : "";
        foreach (LogLine line in lines)
        {
            rows.Add(new StoryRow(step, What(step, line), line.Text, note) { IsFrame = line.Kind is LineKind.Request or LineKind.Response });
            note = "";
        }

        if (lines.Length == 0 && (packets.Length == 0 || departs || isOvertaken))
        {
            bool arrives = record.Tag.Kind == StepKind.Delivery;
            rows.Add(new StoryRow(step, arrives ? "network" : step.Method, arrives ? Arrival(trace, index) : "", note));
        }

        foreach (ref readonly PacketRecord packet in packets)
        {
            rows.Add(PacketRows.Of(trace, step, packet));
        }
    }

    private static string What(TraceStep step, in LogLine line) => line.Kind switch
    {
        LineKind.Request => "request",
        LineKind.Response => "response",
        LineKind.Check => "check",
        LineKind.Fault => "fault",
        LineKind.Network => "network",
        _ => line.Source.Length > 0 && !step.Method.StartsWith($"{line.Source}.", StringComparison.Ordinal) ? line.Source : step.Method,
    };

    /// <summary>Where there are too many rows, the departures stay, then what is nearest to them and to the end.</summary>
    private static List<StoryRow> Narrow(List<StoryRow> rows, int most)
    {
        if (rows.Count <= most)
        {
            return rows;
        }

        int[] places = Places(rows);
        int end = places[^1];
        int[] marks = [.. Enumerable.Range(0, rows.Count).Where(i => rows[i].Departs).Select(i => places[i])];
        int[] kept = [.. Enumerable.Range(0, rows.Count)
            .OrderBy(i => (rows[i].IsFrame ? 5 : 1) * (1 + Math.Min(2 * (end - places[i]), marks.Length == 0 ? end : Nearest.Distance(marks, places[i]))))
            .ThenBy(static i => i)
            .Take(most)
            .Order()];
        return [.. kept.Select((row, i) => rows[row] with { IsAfterGap = i > 0 && kept[i - 1] != row - 1 })];
    }

    /// <summary>Requests and responses take no place of their own: how near two rows are is a matter of what lies between them.</summary>
    private static int[] Places(List<StoryRow> rows)
    {
        int[] places = new int[rows.Count];
        for (int i = 1; i < rows.Count; i++)
        {
            places[i] = places[i - 1] + (rows[i].IsFrame ? 0 : 1);
        }

        return places;
    }

    private static string Describe(Trace trace, int step)
    {
        ReadOnlySpan<LogLine> lines = trace.LinesOf(step);
        ref readonly StepRecord record = ref trace.Records[step];
        return lines.Length > 0 ? $"\"{lines[0].Text}\""
            : record.Tag.Kind == StepKind.Delivery ? $"{trace.HostName(record.Host)} hears {Arrival(trace, step)}"
            : trace[step].Method;
    }

    private static string Arrival(Trace trace, int step)
    {
        StepDelivery delivery = trace.DeliveryOf(step);
        return delivery.Bytes > 0 ? $"{delivery.Bytes:N0} bytes from {trace.HostName(delivery.Source)}" : $"from {trace.HostName(delivery.Source)}";
    }

    private static string Note(Trace trace, int index)
    {
        ref readonly StepRecord record = ref trace.Records[index];
        StepDelivery delivery = trace.DeliveryOf(index);
        string late = delivery.Late == 0 ? "" : $"{TimeSpan.FromTicks(delivery.Late).TotalMilliseconds:0.###} ms late";
        return record.Pick == 0 ? late : late.Length == 0 ? Overtaken(trace, index) : $"{late}, {Overtaken(trace, index)}";
    }

    private static bool IsAnyLate(ReadOnlySpan<StepDelivery> deliveries)
    {
        foreach (ref readonly StepDelivery delivery in deliveries)
        {
            if (delivery.Late != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the step overtook: the oldest one that was ready, as it ran later.</summary>
    private static string Overtaken(Trace trace, int index)
    {
        StepTag overtaken = trace.Records[index].Overtaken;
        for (int later = index + 1; later < trace.Count; later++)
        {
            if (trace.Records[later].Tag == overtaken)
            {
                return $"runs before {Describe(trace, later)}";
            }
        }

        return trace[index].Pick == trace[index].Ready ? "fires although work is ready" : "runs before its turn";
    }
}
