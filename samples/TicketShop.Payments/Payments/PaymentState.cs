namespace PaymentService.Payments;

/// <summary>How far a payment has come.</summary>
public enum PaymentState
{
    /// <summary>The bank was asked and has not answered yet.</summary>
    Pending,

    /// <summary>The money is there.</summary>
    Captured,

    /// <summary>The bank said no.</summary>
    Declined,

    /// <summary>The money was given back, or will never be taken.</summary>
    Refunded,
}
