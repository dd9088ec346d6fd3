using System.Globalization;

namespace Sim;

/// <summary>Writes a Mermaid sequence diagram: hosts as participants, or tasks where all is one host; lines as notes, messages as arrows.</summary>
internal sealed class MermaidWriter
{
    private const int MostText = 80;

    /// <summary>The rank of what comes last in a step: that the run fails.</summary>
    private const int Last = 3;

    private readonly TextWriter _text;
    private readonly TimelineRun _run;
    private readonly bool _byHost;

    private MermaidWriter(TextWriter text, TimelineRun run)
    {
        _text = text;
        _run = run;
        _byHost = run.Lanes.Select(static lane => lane.Host).Distinct().Skip(1).Any();
    }

    public static void Write(TextWriter text, TimelineRun run, int most) => new MermaidWriter(text, run).WriteAll(most);

    private void WriteAll(int most)
    {
        List<Row> all = [.. Rows().OrderBy(static row => row.Step).ThenBy(static row => row.Rank)];
        List<Row> rows = Narrow(all, most);
        _text.Write("sequenceDiagram\n");
        foreach (int participant in rows.SelectMany(static row => new[] { row.From, row.To }).Distinct().Order())
        {
            _text.Write($"    participant p{participant} as {Escape(NameOf(participant))}\n");
        }

        WriteRows(rows, all.Count);
    }

    private void WriteRows(List<Row> rows, int all)
    {
        foreach (Row row in rows)
        {
            _text.Write($"    {row.Line}\n");
        }

        if (rows.Count < all)
        {
            _text.Write($"    %% {all - rows.Count} of {all} rows were left out: those furthest from the departures and the end.\n");
        }
    }

    private IEnumerable<Row> Rows()
    {
        var departing = _run.Departures.ToDictionary(static one => one.Step, static one => one.Overtaken);
        for (int i = 0; i < _run.Trace.Count; i++)
        {
            bool departs = departing.ContainsKey(i);
            LogLine[] lines = _run.Trace.LinesOf(i).ToArray();
            foreach (LogLine line in lines)
            {
                yield return Note(i, departs ? $"{line.Text} (out of turn)" : line.Text, departs);
            }

            if (departs && lines.Length == 0)
            {
                yield return Note(i, $"{_run.Trace[i].Method} (out of turn)", departs: true);
            }
        }

        if (_run.FailedIn >= 0)
        {
            string message = _run.Result.Failure!.Message.Split('\n')[0].TrimEnd();
            yield return Note(_run.FailedIn, $"FAILS: {message}", departs: true) with { Rank = Last };
        }

        foreach (TimelineMessage message in Told())
        {
            yield return Arrow(message);
        }
    }

    /// <summary>What carries bytes, or did not arrive as it should; what arrives together is told together.</summary>
    private IEnumerable<TimelineMessage> Told() => _run.Messages
        .Where(message => message.From >= 0 && _byHost && message.Source != message.Target)
        .Where(static message => message.Bytes > 0 || message.Note != PacketNote.None || message.Late > 0)
        .GroupBy(static message => (message.To, message.Source, message.Note, message.To < 0 ? message.From : 0))
        .Select(static together => together.First() with { Bytes = together.Sum(static message => message.Bytes) });

    private Row Note(int step, string text, bool departs)
    {
        int who = ParticipantOf(step);
        return new Row(step, 1, who, who, $"Note over p{who}: {TimeOf(step)} {Escape(text)}", departs);
    }

    // What was lost stands where it was sent, what arrived where it did.
    private static Row Arrow(TimelineMessage message)
    {
        bool isLost = message.To < 0;
        string what = message.What.Length > 0 ? message.What : $"{message.Bytes} bytes";
        string note = message.Note == PacketNote.None ? "" : $", {TimelineBuilder.Words(message.Note)}";
        string late = message.Late == 0 ? "" : $", {TimeSpan.FromTicks(message.Late).TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture)} ms late";
        string arrow = isLost ? "--x" : "->>";
        return new Row(
            isLost ? message.From : message.To, isLost ? 2 : 0, message.Source, message.Target,
            $"p{message.Source}{arrow}p{message.Target}: {Escape($"{what}{note}{late}")}", isLost || late.Length > 0);
    }

    private string TimeOf(int step) => _run.Trace[step].Time.TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture);

    private int ParticipantOf(int step) => _byHost ? _run.Trace.Records[step].Host : _run.LaneOf[step];

    private string NameOf(int participant) => _byHost ? _run.Hosts[participant] : $"{_run.Lanes[participant].Name} ({participant + 1})";

    /// <summary>The failure stays, then what departs, then what is nearest to it and to the end.</summary>
    private static List<Row> Narrow(List<Row> all, int most)
    {
        if (all.Count <= most)
        {
            return all;
        }

        int[] marks = [.. Enumerable.Range(0, all.Count).Where(i => all[i].Departs), all.Count - 1];
        return [.. Enumerable.Range(0, all.Count).OrderBy(i => all[i].Rank == Last ? -1 : Nearest.Distance(marks, i)).ThenBy(static i => i).Take(most).Order().Select(i => all[i])];
    }

    /// <summary>Marks that end a statement or begin an entity are written as entities.</summary>
    private static string Escape(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        line = line.Length <= MostText ? line : $"{line[..(MostText - 1)]}…";
        return line.Replace("#", "#35;", StringComparison.Ordinal).Replace(";", "#59;", StringComparison.Ordinal).Replace("#35#59;", "#35;", StringComparison.Ordinal)
            .Replace("<", "#lt;", StringComparison.Ordinal).Replace(">", "#gt;", StringComparison.Ordinal);
    }

    /// <summary>A row of the diagram.</summary>
    private sealed record Row(int Step, int Rank, int From, int To, string Line, bool Departs);
}
