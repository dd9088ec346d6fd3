using System.Text.RegularExpressions;
using Spectre.Console;

namespace Sim.Cli.Reporting;

/// <summary>Prints stories: as they are in a pipe, with the verdict and the swap in color on a terminal.</summary>
internal sealed partial class StoryPrinter
{
    // Wide enough that only the terminal itself wraps a line.
    private const int Unwrapped = 10_000;
    private readonly IAnsiConsole? _colored;

    public StoryPrinter()
    {
        IsTerminal = !Console.IsOutputRedirected;
        if (IsTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")))
        {
            _colored = AnsiConsole.Create(new AnsiConsoleSettings());
            _colored.Profile.Width = Unwrapped;
        }
    }

    public bool IsTerminal { get; }

    public void Print(string story)
    {
        foreach (var line in story.TrimEnd().Split('\n'))
        {
            PrintLine(line.TrimEnd('\r'));
        }
    }

    private void PrintLine(string line)
    {
        if (_colored is null)
        {
            Console.Out.WriteLine(line);
        }
        else
        {
            _colored.MarkupLine(Color(line));
        }
    }

    private static string Color(string line)
    {
        var escaped = Markup.Escape(line);
        return MarkedStep().IsMatch(line) ? $"[yellow]{escaped}[/]" : Verdict().Replace(escaped, "[red]FAILED[/]");
    }

    // A row of the story's table whose step was moved: virtual time, host where there is one, then the mark.
    [GeneratedRegex(@"^\s+\d+\.\d+\s+(\S+\s+)?> ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MarkedStep();

    [GeneratedRegex(@"\bFAILED\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Verdict();
}
