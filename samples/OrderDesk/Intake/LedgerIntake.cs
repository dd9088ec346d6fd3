using System.Threading.Channels;
using OrderDesk.Orders;

namespace OrderDesk.Intake;

/// <summary>An intake that writes every order to the ledger before a worker can see it.</summary>
public sealed class LedgerIntake(OrderLedger ledger, Action<string> log) : IIntake
{
    private readonly Channel<Order> _orders = Channel.CreateUnbounded<Order>();
    private volatile bool _closed;

    /// <inheritdoc />
    public ChannelReader<Order> Waiting => _orders.Reader;

    /// <inheritdoc />
    public async Task<bool> TryAcceptAsync(Order order)
    {
        if (_closed)
        {
            log($"{order.Customer}: order {order.Id} refused, the desk is closed");
            return false;
        }

        await ledger.AppendAsync(order, OrderState.Accepted);
        log($"{order.Customer}: order {order.Id} accepted ({order.Quantity} {order.Item})");
        return _orders.Writer.TryWrite(order);
    }

    /// <inheritdoc />
    public Task CloseAsync()
    {
        // The channel is not completed: an order that is being written down must still find its way in.
        _closed = true;
        return Task.CompletedTask;
    }
}
