using System.Globalization;
using System.Text;

namespace Sim;

/// <summary>The steps of a story: those that log, and those that depart, with what each departure overtook.</summary>
internal static class StoryTable
{
    private const int MostRows = 12;
    private const int MostMethodWidth = 40;
    private const int MostTextWidth = 46;

    /// <summary>Whether the one departure is a step that ran before its turn.</summary>
    public static bool IsSwap(Trace trace) => Departures(trace).Count == 1;

    public static void Append(StringBuilder story, Trace trace)
    {
        List<Row> rows = Choose(trace);
        if (rows.Count == 0)
        {
            return;
        }

        int width = Math.Clamp(rows.Max(static row => row.Method.Length), 4, MostMethodWidth);
        story.AppendLine($"     {"virtual",-11} {"step".PadRight(width + 2)} ");
        int last = -1;
        foreach (Row row in rows)
        {
            if (row.Index > last + 1 && last >= 0 && row.IsAfterGap)
            {
                story.AppendLine("     ...");
            }

            story.AppendLine(Format(row, width));
            last = row.Index;
        }
    }

    private static string Format(Row row, int width)
    {
        string time = row.Time.TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture);
        string line = $"     {time,-11} {(row.Note.Length > 0 ? ">" : " ")} {Cut(row.Method, width).PadRight(width)}   {Cut(row.Text, MostTextWidth)}";
        return row.Note.Length == 0 ? line.TrimEnd() : $"{line}  < {row.Note}";
    }

    private static List<Row> Choose(Trace trace)
    {
        HashSet<int> departures = [.. Departures(trace)];
        List<int> wanted = [.. Enumerable.Range(0, trace.Count).Where(i => departures.Contains(i) || trace[i].Log.Count > 0)];
        List<int> kept = Narrow(wanted, departures);
        var rows = new List<Row>();
        foreach (int index in kept)
        {
            TraceStep step = trace[index];
            string note = departures.Contains(index) ? Note(trace, index) : "";
            int place = wanted.IndexOf(index);
            bool gap = place > 0 && !kept.Contains(wanted[place - 1]);
            rows.Add(new Row(index, step.Time, step.Method, step.Log.LastOrDefault(""), note, gap));
        }

        return rows;
    }

    /// <summary>Where there are too many rows, the departures stay, then what is nearest to them and to the end.</summary>
    private static List<int> Narrow(List<int> wanted, HashSet<int> departures)
    {
        if (wanted.Count <= MostRows)
        {
            return wanted;
        }

        int end = wanted.Count - 1;
        int[] marks = [.. Enumerable.Range(0, wanted.Count).Where(i => departures.Contains(wanted[i]))];
        return [.. Enumerable.Range(0, wanted.Count)
            .OrderBy(i => Math.Min(4 * (end - i), marks.Length == 0 ? end : marks.Min(mark => Math.Abs(mark - i))))
            .ThenBy(static i => i)
            .Take(MostRows)
            .Order()
            .Select(i => wanted[i])];
    }

    private static List<int> Departures(Trace trace)
    {
        var departures = new List<int>();
        for (int i = 0; i < trace.Count; i++)
        {
            if (trace.Records[i].Pick != 0)
            {
                departures.Add(i);
            }
        }

        return departures;
    }

    /// <summary>What the step overtook: the oldest one that was ready, as it ran later.</summary>
    private static string Note(Trace trace, int index)
    {
        StepTag overtaken = trace.Records[index].Overtaken;
        for (int later = index + 1; later < trace.Count; later++)
        {
            if (trace.Records[later].Tag == overtaken)
            {
                TraceStep step = trace[later];
                return $"runs before {(step.Log.Count > 0 ? $"\"{step.Log[0]}\"" : step.Method)}";
            }
        }

        return trace[index].Pick == trace[index].Ready ? "fires although work is ready" : "runs before its turn";
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : $"{text[..(width - 1)]}…";

    private sealed record Row(int Index, TimeSpan Time, string Method, string Text, string Note, bool IsAfterGap);
}
