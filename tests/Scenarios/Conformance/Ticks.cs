namespace Sim.Scenarios.Conformance;

/// <summary>Letting others run, without time passing.</summary>
internal static class Ticks
{
    /// <summary>One tick of the loop.</summary>
    public static LoopFuture Tick() => LoopTask.Sleep(TimeSpan.Zero);

    /// <summary>As many as it takes until nothing else can run, under whatever order.</summary>
    public static async Task Settle()
    {
        do
        {
            await Tick();
        }
        while (EventLoop.Current.ReadyCount > 0);
    }
}
