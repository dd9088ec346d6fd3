using Microsoft.AspNetCore.Http.HttpResults;

namespace TicketShop.Orders;

/// <summary>/orders</summary>
internal static class OrderEndpoints
{
    public static void AddOrders(this IServiceCollection services) => services.AddScoped<OrderService>();

    public static void MapOrders(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder group = app.MapGroup("/orders");
        group.MapGet("/", ListAsync);
        group.MapPost("/", PlaceAsync);
    }

    private static async Task<Ok<IReadOnlyList<Order>>> ListAsync(OrderService orders, CancellationToken cancellationToken) =>
        TypedResults.Ok(await orders.ListAsync(cancellationToken));

    private static async Task<Results<Ok<Order>, ProblemHttpResult>> PlaceAsync(
        OrderRequest request, OrderService orders, CancellationToken cancellationToken) =>
        await orders.PlaceAsync(request.Reservation, request.Card, cancellationToken) switch
        {
            OrderResult.Paid { Order: var order } => TypedResults.Ok(order),
            OrderResult.NoSuchReservation => Problems.NotFound($"There is no reservation {request.Reservation}."),
            OrderResult.Declined => Problems.PaymentRequired("The card was declined."),
            OrderResult.Unavailable => Problems.Unavailable("The payment service does not answer. Nothing was charged; try again."),
            _ => Problems.Conflict($"Reservation {request.Reservation} is no longer open."),
        };
}
