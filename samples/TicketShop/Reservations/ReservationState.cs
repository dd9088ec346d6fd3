namespace TicketShop.Reservations;

/// <summary>How a reservation stands. Everything but <see cref="Open"/> is final.</summary>
public enum ReservationState
{
    /// <summary>The customer may still pay.</summary>
    Open,

    /// <summary>Paid: the seat is the customer's.</summary>
    Paid,

    /// <summary>Taken back by the customer.</summary>
    Canceled,

    /// <summary>Not paid in time.</summary>
    Expired,
}

/// <summary>States in words.</summary>
internal static class ReservationStates
{
    /// <summary>As a part of a sentence.</summary>
    public static string InWords(this ReservationState state) => state switch
    {
        ReservationState.Paid => "paid",
        ReservationState.Canceled => "canceled",
        ReservationState.Expired => "expired",
        _ => "open",
    };
}
