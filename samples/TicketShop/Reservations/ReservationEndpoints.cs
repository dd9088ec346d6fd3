using Microsoft.AspNetCore.Http.HttpResults;

namespace TicketShop.Reservations;

/// <summary>/reservations</summary>
internal static class ReservationEndpoints
{
    public static void MapReservations(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder group = app.MapGroup("/reservations");
        group.MapPost("/", ReserveAsync);
        group.MapGet("/{id:int}", FindAsync);
        group.MapDelete("/{id:int}", CancelAsync);
    }

    private static async Task<Results<Created<Reservation>, ProblemHttpResult>> ReserveAsync(
        ReserveRequest request, IReservations reservations, CancellationToken cancellationToken) =>
        await reservations.ReserveAsync(request.Seat, request.Customer, cancellationToken) switch
        {
            ReserveResult.Reserved { Reservation: var reservation } => TypedResults.Created($"/reservations/{reservation.Id}", reservation),
            ReserveResult.NoSuchSeat => Problems.NotFound($"There is no seat {request.Seat}."),
            _ => Problems.Conflict($"Seat {request.Seat} is taken."),
        };

    private static async Task<Results<Ok<Reservation>, ProblemHttpResult>> FindAsync(
        int id, IReservations reservations, CancellationToken cancellationToken) =>
        await reservations.FindAsync(id, cancellationToken) is { } reservation ? TypedResults.Ok(reservation) : NoSuchReservation(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(
        int id, IReservations reservations, CancellationToken cancellationToken)
    {
        if (await reservations.FindAsync(id, cancellationToken) is not { } reservation)
        {
            return NoSuchReservation(id);
        }

        return await reservations.TryReleaseAsync(reservation, ReservationState.Canceled, cancellationToken)
            ? TypedResults.NoContent()
            : Problems.Conflict($"Reservation {id} is no longer open.");
    }

    private static ProblemHttpResult NoSuchReservation(int id) => Problems.NotFound($"There is no reservation {id}.");
}
