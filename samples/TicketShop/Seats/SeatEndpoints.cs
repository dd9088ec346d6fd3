using Microsoft.AspNetCore.Http.HttpResults;

namespace TicketShop.Seats;

/// <summary>/seats</summary>
internal static class SeatEndpoints
{
    public static void AddSeats(this IServiceCollection services) => services.AddSingleton<SeatService>();

    public static void MapSeats(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder group = app.MapGroup("/seats");
        group.MapGet("/", ListAsync);
        group.MapGet("/{id}", FindAsync);
    }

    private static async Task<Ok<IReadOnlyList<Seat>>> ListAsync(SeatService seats, bool? free, CancellationToken cancellationToken) =>
        TypedResults.Ok(await seats.ListAsync(free ?? false, cancellationToken));

    private static async Task<Results<Ok<Seat>, ProblemHttpResult>> FindAsync(string id, SeatService seats, CancellationToken cancellationToken) =>
        await seats.FindAsync(id, cancellationToken) is { } seat ? TypedResults.Ok(seat) : Problems.NotFound($"There is no seat {id}.");
}
