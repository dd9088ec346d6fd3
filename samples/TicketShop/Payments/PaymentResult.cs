namespace TicketShop.Payments;

/// <summary>What became of a charge.</summary>
public enum PaymentResult
{
    /// <summary>The money is there.</summary>
    Captured,

    /// <summary>The bank said no; nothing was charged.</summary>
    Declined,

    /// <summary>The payment service did not answer; if it charged all the same, that was given back.</summary>
    Unavailable,
}
