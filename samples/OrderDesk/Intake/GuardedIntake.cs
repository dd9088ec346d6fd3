using System.Threading.Channels;
using OrderDesk.Orders;

namespace OrderDesk.Intake;

/// <summary>An intake with one door: it closes behind whoever is still on the way in, never in front of them.</summary>
public sealed class GuardedIntake(IIntake inner) : IIntake
{
    private readonly SemaphoreSlim _door = new(1, 1);

    /// <inheritdoc />
    public ChannelReader<Order> Waiting => inner.Waiting;

    /// <inheritdoc />
    public async Task<bool> TryAcceptAsync(Order order)
    {
        await _door.WaitAsync();
        try
        {
            return await inner.TryAcceptAsync(order);
        }
        finally
        {
            _door.Release();
        }
    }

    /// <inheritdoc />
    public async Task CloseAsync()
    {
        await _door.WaitAsync();
        try
        {
            await inner.CloseAsync();
        }
        finally
        {
            _door.Release();
        }
    }
}
