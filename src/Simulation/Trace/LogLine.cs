namespace Sim;

/// <summary>A line of the trace.</summary>
/// <param name="Step">Under which step it stands.</param>
/// <param name="Text">The line.</param>
/// <param name="Kind">What it speaks of.</param>
/// <param name="Source">Who wrote it, where that is known: the class that a logger is named after, and its method in a run that is reported; else empty.</param>
internal readonly record struct LogLine(int Step, string Text, LineKind Kind = LineKind.Log, string Source = "");
