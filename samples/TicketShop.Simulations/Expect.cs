using System.Diagnostics;
using PaymentService.Payments;
using TicketShop.Orders;

namespace TicketShop.Simulations;

/// <summary>What must hold when the evening is over. Each throws with a sentence that says what went wrong.</summary>
[StackTraceHidden]
internal static class Expect
{
    /// <summary>One customer got the seat.</summary>
    public static void SoldOnce(string seat, IReadOnlyList<Order?> orders)
    {
        NotSoldTwice(seat, orders);
        if (orders.All(order => order is null))
        {
            throw new ExpectationException($"Seat {seat} was sold to nobody.");
        }
    }

    /// <summary>No two customers got the seat.</summary>
    public static void NotSoldTwice(string seat, IReadOnlyList<Order?> orders)
    {
        string[] sales = [.. orders.OfType<Order>().Select(order => $"order {order.Id} ({order.Customer})")];
        if (sales.Length > 1)
        {
            throw new ExpectationException($"Seat {seat} was sold twice: {string.Join(" and ", sales)}.");
        }
    }

    /// <summary>Whoever was charged has an order, and the other way round.</summary>
    public static void PaidForWhatWasSold(IEnumerable<Order> orders, IEnumerable<Payment> captured)
    {
        HashSet<string> sold = [.. orders.Select(order => $"order-{order.Id}")];
        HashSet<string> paid = [.. captured.Select(payment => payment.Reference)];
        if (!sold.SetEquals(paid))
        {
            throw new ExpectationException($"Sold were {Names(sold)}, paid were {Names(paid)}.");
        }
    }

    private static string Names(HashSet<string> names) => names.Count == 0 ? "none" : string.Join(", ", names.Order(StringComparer.Ordinal));
}
