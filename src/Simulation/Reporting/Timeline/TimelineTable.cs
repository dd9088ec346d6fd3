using System.Globalization;
using System.Net;

namespace Sim;

/// <summary>The story of a run as a table of HTML: what a screen reader reads, a printer prints, and a browser without scripts shows.</summary>
internal static class TimelineTable
{
    /// <summary>So many rows are told; a longer run is told around its departures and its end.</summary>
    private const int MostRows = 200;

    public static void Write(TextWriter page, TimelineRun run, string caption)
    {
        page.Write($"<table><caption>{Escape(caption)}</caption><thead><tr><th scope=\"col\">Step</th><th scope=\"col\">Virtual time</th>");
        page.Write("<th scope=\"col\">Host</th><th scope=\"col\">What runs</th><th scope=\"col\">What it says</th><th scope=\"col\">Departs</th></tr></thead><tbody>\n");
        foreach (StoryRow row in StoryRows.Choose(run.Trace, MostRows))
        {
            Write(page, row);
        }

        page.Write("</tbody></table>\n");
    }

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static void Write(TextWriter page, StoryRow row)
    {
        if (row.IsAfterGap)
        {
            page.Write("<tr class=\"gap\"><td colspan=\"6\">…</td></tr>\n");
        }

        string time = row.Step.Time.TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture);
        page.Write(row.Departs ? "<tr class=\"departs\">" : "<tr>");
        page.Write($"<td>{row.Step.Index}</td><td>{time}</td><td>{Escape(row.Step.Host)}</td><td>{Escape(row.What)}</td><td>{Escape(row.Text)}</td><td>{Escape(row.Note)}</td></tr>\n");
    }
}
