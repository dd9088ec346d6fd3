using OrderDesk.Payment;
using OrderDesk.Stock;

namespace OrderDesk.Orders;

/// <summary>Takes one accepted order to its end: reserve, charge, write down.</summary>
public sealed class OrderHandler(IReservations reservations, Cashier cashier, OrderLedger ledger, Action<string> log)
{
    /// <summary>Handles <paramref name="order"/>; afterwards the ledger holds a final state for it.</summary>
    public async Task HandleAsync(Order order)
    {
        OrderState state = await SettleAsync(order);
        await ledger.AppendAsync(order, state);
        log($"{order.Customer}: order {order.Id} is {InWords(state)}");
    }

    private async Task<OrderState> SettleAsync(Order order)
    {
        if (!await reservations.TryReserveAsync(order))
        {
            return OrderState.SoldOut;
        }

        if (await cashier.TryChargeAsync(order))
        {
            return OrderState.Sold;
        }

        await reservations.ReleaseAsync(order);
        return OrderState.Unpaid;
    }

    private static string InWords(OrderState state) => state switch
    {
        OrderState.Sold => "sold",
        OrderState.SoldOut => "turned down, sold out",
        OrderState.Unpaid => "given up, not paid",
        _ => "accepted",
    };
}
