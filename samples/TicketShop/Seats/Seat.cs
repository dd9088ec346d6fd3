namespace TicketShop.Seats;

/// <summary>A seat in the hall.</summary>
/// <param name="Id">Row and letter, such as 12A.</param>
/// <param name="Price">What it costs.</param>
/// <param name="State">Whether it can be had.</param>
/// <param name="Reservation">The reservation that it is held for or was sold to, if any.</param>
public sealed record Seat(string Id, decimal Price, SeatState State = SeatState.Free, int? Reservation = null)
{
    /// <summary>The seat, held for a reservation.</summary>
    public Seat HeldFor(int reservation) => this with { State = SeatState.Held, Reservation = reservation };

    /// <summary>The seat, sold to a reservation.</summary>
    public Seat SoldTo(int reservation) => this with { State = SeatState.Sold, Reservation = reservation };

    /// <summary>The seat, for anybody to take.</summary>
    public Seat Freed() => this with { State = SeatState.Free, Reservation = null };

    /// <summary>Whether it is held for this reservation.</summary>
    public bool IsHeldFor(int reservation) => State == SeatState.Held && Reservation == reservation;
}
