using System.Reactive.Concurrency;

namespace Sim.Loops;

/// <summary>Measures on the loop's clock.</summary>
internal sealed class LoopStopwatch(EventLoop loop) : IStopwatch
{
    private readonly long _started = loop.Time;

    /// <inheritdoc />
    public TimeSpan Elapsed => TimeSpan.FromTicks(loop.Time - _started);
}
