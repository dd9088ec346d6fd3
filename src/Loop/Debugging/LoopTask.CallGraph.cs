namespace Sim;

/// <content>Who waits for whom.</content>
public partial class LoopTask
{
    /// <summary>What it waits for and, below it, the tasks that wait for it, and those that wait for them.</summary>
    /// <remarks>Names its function and the async method of it that awaits; call it on the loop's thread.</remarks>
    public string FormatCallGraph() => CallGraph.Format(this);

    /// <summary>Writes <see cref="FormatCallGraph"/>.</summary>
    /// <param name="writer">Default: standard output.</param>
    public void PrintCallGraph(TextWriter? writer = null) => (writer ?? Console.Out).WriteLine(FormatCallGraph());
}
