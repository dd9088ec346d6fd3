using System.Collections.Concurrent;

namespace Sim.Scenarios.CaptureConformance;

/// <summary>What happened, in order: the outcome of many a body. Free of locks, so that it adds no wait of its own.</summary>
internal sealed class Trail
{
    private readonly ConcurrentQueue<string> _marks = new();

    /// <summary>Adds a mark.</summary>
    public void Add(string mark) => _marks.Enqueue(mark);

    /// <summary>All marks in order.</summary>
    public override string ToString() => string.Concat(_marks);
}
