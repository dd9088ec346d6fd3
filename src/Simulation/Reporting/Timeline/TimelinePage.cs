using System.Text;

namespace Sim;

/// <summary>Puts the page together: its style and its script lie beside this file and are part of it, so that it loads nothing.</summary>
internal static class TimelinePage
{
    private const string Folder = "Sim.Timeline.";

    /// <summary>A longer token, as of a run that was not shrunk, is only in the way: a browser takes seconds to break it into lines.</summary>
    private const int MostToken = 4_096;

    private static readonly string[] s_scripts = ["model.js", "rows.js", "theme.js", "layout.js", "frame.js", "draw.js", "pane.js", "details.js", "app.js"];

    public static void Write(Stream stream, TimelineRun run, TimelineRun? beside)
    {
        using var page = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
        string rest = Resource("page.html");
        foreach (string hole in (string[])["title", "style", "heading", "story", "data", "script"])
        {
            int at = rest.IndexOf($"{{{{{hole}}}}}", StringComparison.Ordinal);
            page.Write(rest[..at]);
            rest = rest[(at + hole.Length + 4)..];
            Fill(page, stream, hole, run, beside);
        }

        page.Write(rest);
    }

    private static void Fill(StreamWriter page, Stream stream, string hole, TimelineRun run, TimelineRun? beside)
    {
        switch (hole)
        {
            case "title":
                page.Write(TimelineTable.Escape(run.Result.Name));
                break;
            case "style":
                page.Write(Resource("timeline.css"));
                break;
            case "heading":
                WriteHeading(page, run.Result);
                break;
            case "story":
                WriteStory(page, run, beside);
                break;
            case "data":
                page.Flush();
                TimelineData.Write(stream, run, beside);
                break;
            default:
                Array.ForEach(s_scripts, name => page.Write(Resource(name)));
                break;
        }
    }

    private static void WriteHeading(StreamWriter page, RunResult result)
    {
        string verdict = result.Failure is null ? "passed" : "failed";
        page.Write($"<h1>{TimelineTable.Escape(result.Name)} <span class=\"verdict {verdict}\">{verdict}</span></h1>\n");
        if (result.Failure is { } failure)
        {
            page.Write($"<p class=\"message\">{TimelineTable.Escape(failure.Message)}</p>\n");
            page.Write(failure.Place.Length == 0 ? "" : $"<p class=\"place\"><code>{TimelineTable.Escape($"{failure.Place}  {failure.SourceLine}".TrimEnd())}</code></p>\n");
        }
    }

    private static void WriteStory(StreamWriter page, TimelineRun run, TimelineRun? beside)
    {
        TimelineTable.Write(page, run, run.Result.Failure is null ? "The run, told" : "The failing run, told");
        if (beside is not null)
        {
            string difference = TraceComparison.Describe(run.Trace, beside.Trace) ?? "none";
            page.Write($"<p>First difference between the two runs: {TimelineTable.Escape(difference)}.</p>\n");
            TimelineTable.Write(page, beside, "A run that passes, told");
        }

        string token = run.Result.Token;
        page.Write(token.Length <= MostToken
            ? $"<p class=\"token\">Token: <code>{TimelineTable.Escape(token)}</code></p>\n"
            : $"<p class=\"token\">The token of this run has {token.Length:N0} characters, too many for a page: see RunResult.Token, or the report's story.</p>\n");
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(TimelinePage).Assembly.GetManifestResourceStream(Folder + name)
            ?? throw new InternalErrorException($"The assembly lacks its resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
