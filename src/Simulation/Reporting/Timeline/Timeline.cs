namespace Sim;

/// <summary>
/// The picture of a run: hosts and tasks as lanes, steps, messages, timers, faults, the departures from first come, first served, and the step that
/// fails; beside it a run that passes, where one is known.
/// </summary>
/// <remarks>The same run gives the same bytes. Runs keep all of it when they are replayed, when an exploration reports them, or with <see cref="RunOptions.Details"/>.</remarks>
public sealed class Timeline
{
    /// <summary>How many rows <see cref="WriteMermaid"/> writes when nobody says otherwise: what a page shows at once.</summary>
    private const int UsualRows = 40;

    private readonly TimelineRun _run;
    private readonly TimelineRun? _beside;

    private Timeline(TimelineRun run, TimelineRun? beside) => (_run, _beside) = (run, beside);

    /// <summary>The timeline of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="passing">A run to show beside it; see <see cref="Simulator.FindPassing"/>.</param>
    public static Timeline Of(RunResult run, RunResult? passing = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new Timeline(TimelineBuilder.Build(run), passing is null ? null : TimelineBuilder.Build(passing));
    }

    /// <summary>The timeline of what an exploration found, beside the run that passes.</summary>
    /// <exception cref="ArgumentException">The exploration found no failure.</exception>
    public static Timeline Of(Exploration found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return found.Failure is { } failure
            ? Of(failure, found.Passing)
            : throw new ArgumentException($"The exploration of {found.Name} found no failure, so there is no timeline of one: look at Failure first.", nameof(found));
    }

    /// <summary>Writes it to a file, as its name says: <c>.html</c> for a page that needs nothing else, <c>.json</c> for Perfetto, <c>.mmd</c> for a Mermaid diagram.</summary>
    /// <param name="path">The file; its folder is made where there is none.</param>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Action<Stream> write = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".HTML" => WriteHtml,
            ".JSON" => WriteTraceEvents,
            ".MMD" => WriteDiagram,
            var other => throw new ArgumentException($"A timeline is written as .html, .json (for Perfetto) or .mmd (Mermaid), not as '{other}': {path}.", nameof(path)),
        };
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using FileStream file = File.Create(path);
        write(file);
    }

    /// <summary>Writes one HTML page that loads nothing else.</summary>
    /// <param name="stream">Gets UTF-8, and stays open.</param>
    public void WriteHtml(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        TimelinePage.Write(stream, _run, _beside);
    }

    /// <summary>Writes Chrome trace events, as Perfetto (ui.perfetto.dev) and chrome://tracing open them: hosts are processes, tasks threads, messages flows.</summary>
    /// <remarks>Steps take no virtual time, so each is shown a microsecond long, and what happens at one moment in microseconds one after the other.</remarks>
    /// <param name="stream">Gets UTF-8, and stays open.</param>
    public void WriteTraceEvents(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        TraceEventWriter.Write(stream, _run);
    }

    /// <summary>Writes a Mermaid sequence diagram: what the run logged, what hosts sent each other, what departs; what was left out is counted.</summary>
    /// <param name="writer">Gets the diagram.</param>
    /// <param name="rows">How many rows at most, from 1 to 10,000; the departures and what is near them stay.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is out of range.</exception>
    public void WriteMermaid(TextWriter writer, int rows = UsualRows)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, 10_000);
        MermaidWriter.Write(writer, _run, rows);
    }

    private void WriteDiagram(Stream stream)
    {
        using var text = new StreamWriter(stream, leaveOpen: true);
        WriteMermaid(text);
    }
}
