namespace Sim;

/// <content>Who waits for whom.</content>
public sealed partial class EventLoop
{
    /// <summary>
    /// What every task that is not done waits for, a line each in the order in which they were made, and a circle among them, if there is one.
    /// </summary>
    /// <remarks>Empty where no task is left. Call it on the loop's thread.</remarks>
    public string FormatCallGraph() => CallGraph.Format(this);
}
