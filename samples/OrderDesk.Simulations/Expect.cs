using System.Diagnostics;
using OrderDesk.Orders;

namespace OrderDesk.Simulations;

/// <summary>What must hold when the day is over. Each throws with a sentence that says what went wrong.</summary>
[StackTraceHidden]
internal static class Expect
{
    /// <summary>No more orders for the item were sold than there were pieces of it.</summary>
    public static void SoldOnce(string item, IEnumerable<LedgerEntry> ledger)
    {
        Order[] buyers = [.. ledger.Where(e => e.State == OrderState.Sold && e.Order.Item == item).Select(e => e.Order)];
        if (buyers.Length != 1)
        {
            string who = buyers.Length == 0 ? "" : $": {string.Join(" and ", buyers.OrderBy(o => o.Id))}";
            throw new ExpectationException($"{item} was sold {Times(buyers.Length)}{who}");
        }
    }

    /// <summary>The desk did for every accepted order what it promised.</summary>
    public static void EveryAcceptedOrderHandled(IEnumerable<LedgerEntry> ledger)
    {
        HashSet<Order> open = [];
        foreach (LedgerEntry entry in ledger)
        {
            _ = entry.State == OrderState.Accepted ? open.Add(entry.Order) : open.Remove(entry.Order);
        }

        if (open.Count > 0)
        {
            throw new ExpectationException($"{string.Join(" and ", open.OrderBy(o => o.Id))} was accepted but never handled");
        }
    }

    private static string Times(int count) => count switch
    {
        0 => "to nobody",
        2 => "twice",
        _ => $"{count} times",
    };
}
