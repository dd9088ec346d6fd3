using System.Net;
using System.Text;

namespace Sim.Cli.Reporting;

/// <summary>The page of a report's folder: each run in it, with its pictures and its story.</summary>
internal static class ReportIndex
{
    private const string Page = "index.html";

    /// <summary>Writes it anew, from what lies in the folder.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string folder)
    {
        var text = new StringBuilder(Head);
        foreach (var story in Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal))
        {
            Append(text, Path.GetFileNameWithoutExtension(story), File.ReadAllText(story));
        }

        var path = Path.Combine(Path.GetFullPath(folder), Page);
        File.WriteAllText(path, text.Append("</body>\n</html>\n").ToString());
        return path;
    }

    private static void Append(StringBuilder text, string name, string story)
    {
        var link = Uri.EscapeDataString(name);
        text.Append($"<section>\n<h2><a href=\"{link}.html\">{WebUtility.HtmlEncode(name)}</a></h2>\n")
            .Append($"<p><a href=\"{link}.html\">timeline</a> · <a href=\"{link}.json\">trace events</a> (open in ui.perfetto.dev) · ")
            .Append($"<a href=\"{link}.mmd\">Mermaid</a> · <a href=\"{link}.txt\">story</a></p>\n")
            .Append($"<pre>{WebUtility.HtmlEncode(story.TrimEnd())}</pre>\n</section>\n");
    }

    private const string Head = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Findings</title>
        <style>
        :root { color-scheme: light dark; font: 14px/1.45 system-ui, sans-serif; }
        body { max-width: 1000px; margin: 24px auto; padding: 0 16px; }
        h2 { font-size: 16px; margin: 28px 0 4px; overflow-wrap: anywhere; }
        p { margin: 4px 0; }
        pre { overflow: auto; padding: 12px; border: 1px solid #8886; border-radius: 6px; font-size: 12px; }
        </style>
        </head>
        <body>
        <h1>Findings</h1>

        """;
}
