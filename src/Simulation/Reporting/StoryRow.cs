namespace Sim;

/// <summary>A row of a story's table: a line that was written in a step, or a step that departs.</summary>
/// <param name="Step">The step.</param>
/// <param name="What">The method that resumes, or "request" and "response".</param>
/// <param name="Text">What was written.</param>
/// <param name="Note">What the step overtook, where it departs.</param>
internal sealed record StoryRow(TraceStep Step, string What, string Text, string Note)
{
    /// <summary>Whether it is a request or a response: the frame of a story, and the first to go where there is too much.</summary>
    public bool IsFrame { get; init; }

    public bool Departs => Note.Length > 0;

    /// <summary>Whether rows were left out above it.</summary>
    public bool IsAfterGap { get; init; }
}
