namespace TicketShop.Seats;

/// <summary>Whether a seat can be had.</summary>
public enum SeatState
{
    /// <summary>Anybody may reserve it.</summary>
    Free,

    /// <summary>Reserved and not paid yet.</summary>
    Held,

    /// <summary>Reserved and paid.</summary>
    Sold,
}
