using System.Diagnostics;
using PaymentService.Payments;
using TicketShop.Orders;

namespace TicketShop.Simulations;

/// <summary>What must hold when the evening is over. Each throws with a sentence that says what went wrong.</summary>
[StackTraceHidden]
internal static class Expect
{
    /// <summary>One customer has the seat.</summary>
    public static void SoldOnce(string seat, IEnumerable<Order> orders)
    {
        NotSoldTwice(seat, orders);
        if (!orders.Any(order => order.Seat == seat))
        {
            throw new ExpectationException($"Seat {seat} was sold to nobody.");
        }
    }

    /// <summary>No two customers have the seat.</summary>
    public static void NotSoldTwice(string seat, IEnumerable<Order> orders)
    {
        string[] sales = [.. orders.Where(order => order.Seat == seat).Select(order => $"order {order.Id} ({order.Customer})")];
        if (sales.Length > 1)
        {
            string times = sales.Length == 2 ? "twice" : $"{sales.Length} times";
            throw new ExpectationException($"Seat {seat} was sold {times}: {string.Join(" and ", sales)}.");
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
