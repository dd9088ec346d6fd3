using System.Threading.Channels;
using OrderDesk.Orders;

namespace OrderDesk.Intake;

/// <summary>Where orders come in and wait for a worker.</summary>
public interface IIntake
{
    /// <summary>The orders that wait.</summary>
    ChannelReader<Order> Waiting { get; }

    /// <summary>Accepts an order, which is a promise to handle it, or refuses it because the desk is closed.</summary>
    Task<bool> TryAcceptAsync(Order order);

    /// <summary>Refuses every further order. What was accepted still waits for a worker.</summary>
    Task CloseAsync();
}
