using System.Globalization;
using System.Text;

namespace Sim;

/// <summary>Lays out a story's rows: virtual time, host where there are several, step, text; the departures marked.</summary>
internal static class StoryTable
{
    private const int MostLineLength = 100;
    private const int MostHostWidth = 12;
    private const int MostWhatWidth = 36;
    private const int MostTextWidth = 40;

    public static void Append(StringBuilder story, Trace trace)
    {
        List<StoryRow> rows = StoryRows.Choose(trace);
        if (rows.Count == 0)
        {
            return;
        }

        // The test alone is no place worth a column.
        int host = rows.TrueForAll(static row => row.Step.Host == HostNames.Test) ? 0 : Width(rows, static row => row.Step.Host, MostHostWidth) + 1;
        int what = Width(rows, static row => row.What, MostWhatWidth);
        int text = Width(rows, static row => row.Departs ? row.Text : "", MostTextWidth);
        story.AppendLine(Line("virtual", "host", ' ', "step", "", host, what));
        foreach (StoryRow row in rows)
        {
            Append(story, row, host, what, text);
        }
    }

    private static int Width(List<StoryRow> rows, Func<StoryRow, string> column, int most) => Math.Clamp(rows.Max(row => column(row).Length), 4, most);

    private static void Append(StringBuilder story, StoryRow row, int host, int what, int text)
    {
        if (row.IsAfterGap)
        {
            story.AppendLine("     ...");
        }

        string time = row.Step.Time.TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture);
        string line = Line(time, row.Step.Host, row.Departs ? '>' : ' ', row.What, Cut(row.Text, MostLineLength - 24 - host - what), host, what);
        if (!row.Departs)
        {
            story.AppendLine(line);
            return;
        }

        string noted = $"{line.PadRight(24 + host + what + text)} < {row.Note}";
        story.AppendLine(noted.Length <= MostLineLength ? noted : $"{line}{Environment.NewLine}{Cut($"{new string(' ', 18 + host)}^ {row.Note}", MostLineLength)}");
    }

    private static string Line(string time, string host, char mark, string what, string text, int hostWidth, int whatWidth) =>
        $"     {time,-11} {Cut(host, hostWidth).PadRight(hostWidth)}{mark} {Cut(what, whatWidth).PadRight(whatWidth)}   {text}".TrimEnd();

    private static string Cut(string text, int width) => text.Length <= width ? text : width <= 0 ? "" : $"{text[..(width - 1)]}…";
}
