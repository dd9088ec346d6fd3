namespace Sim.Scenarios.CaptureConformance;

/// <summary>A place inside blocking code at which others may go first.</summary>
internal static class Turn
{
    /// <summary>Blocks the thread until another pool item has run.</summary>
    /// <remarks>The task of an async lambda is never run inline by its waiter, so that the wait really blocks.</remarks>
    public static void Block() => Task.Run(static async () => await Task.Yield()).Wait();
}
