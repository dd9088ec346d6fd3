namespace Sim;

/// <summary>First come, first served, a whole batch a tick: the order of an event loop in production.</summary>
public sealed class FifoOrder : IReadyOrder
{
    /// <summary>The one instance; it has no state.</summary>
    public static FifoOrder Instance { get; } = new();

    private FifoOrder()
    {
    }

    /// <inheritdoc />
    public int TickSize(int ready) => ready;

    /// <inheritdoc />
    public int Next(ReadyView ready) => 0;
}
