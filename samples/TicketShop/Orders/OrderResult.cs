namespace TicketShop.Orders;

/// <summary>What became of an attempt to pay for a reservation.</summary>
public abstract record OrderResult
{
    private OrderResult()
    {
    }

    /// <summary>Paid; the seat is the customer's.</summary>
    public sealed record Paid(Order Order) : OrderResult;

    /// <summary>There never was such a reservation.</summary>
    public sealed record NoSuchReservation : OrderResult;

    /// <summary>The reservation was paid, canceled or too late. What was charged was refunded.</summary>
    public sealed record NotOpen : OrderResult;

    /// <summary>The card was declined. The reservation stays open.</summary>
    public sealed record Declined : OrderResult;

    /// <summary>The payment service did not answer. The reservation stays open.</summary>
    public sealed record Unavailable : OrderResult;
}
