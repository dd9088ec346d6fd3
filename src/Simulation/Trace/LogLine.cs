namespace Sim;

/// <summary>A line that the code under test wrote.</summary>
internal readonly record struct LogLine(int Step, string Text);
