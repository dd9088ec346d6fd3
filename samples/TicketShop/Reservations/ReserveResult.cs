namespace TicketShop.Reservations;

/// <summary>What became of a wish for a seat.</summary>
public abstract record ReserveResult
{
    private ReserveResult()
    {
    }

    /// <summary>The seat is kept.</summary>
    public sealed record Reserved(Reservation Reservation) : ReserveResult;

    /// <summary>Somebody else has it.</summary>
    public sealed record Taken : ReserveResult;

    /// <summary>The hall has no such seat.</summary>
    public sealed record NoSuchSeat : ReserveResult;
}
