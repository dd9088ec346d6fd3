namespace OrderDesk.Orders;

/// <summary>One line of the <see cref="OrderLedger"/>.</summary>
public sealed record LedgerEntry(Order Order, OrderState State, DateTimeOffset At)
{
    /// <summary>The line as the journal keeps it.</summary>
    public override string ToString() => $"{At:O} {Order} {State}";
}
