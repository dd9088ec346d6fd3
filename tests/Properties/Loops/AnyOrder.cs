namespace Sim.Properties.Loops;

/// <summary>One pick a tick among everything ready, and the next timer.</summary>
internal sealed class AnyOrder(int seed) : IReadyOrder
{
    private readonly Random _random = new(seed);

    public int TickSize(int ready) => 1;

    public int Next(ReadyView ready) => _random.Next(ready.Count + (ready.HasTimer ? 1 : 0));
}
