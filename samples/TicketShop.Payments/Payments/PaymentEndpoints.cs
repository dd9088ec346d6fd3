using Microsoft.AspNetCore.Http.HttpResults;

namespace PaymentService.Payments;

/// <summary>/payments</summary>
internal static class PaymentEndpoints
{
    public static void AddPayments(this IServiceCollection services)
    {
        services.AddSingleton<PaymentLedger>();
        services.AddSingleton<PaymentDesk>();
    }

    public static void MapPayments(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder group = app.MapGroup("/payments");
        group.MapGet("/", List);
        group.MapPut("/{reference}", CaptureAsync);
        group.MapDelete("/{reference}", RefundAsync);
    }

    private static Ok<IReadOnlyList<Payment>> List(PaymentLedger ledger) => TypedResults.Ok(ledger.List());

    private static async Task<Results<Ok<Payment>, ProblemHttpResult>> CaptureAsync(string reference, PaymentRequest request, PaymentDesk desk) =>
        await desk.CaptureAsync(reference, request) switch
        {
            { State: PaymentState.Captured } payment => TypedResults.Ok(payment),
            { State: PaymentState.Declined } => Problem("The bank declined.", StatusCodes.Status402PaymentRequired),
            { State: PaymentState.Pending } => Problem("The bank has not answered yet.", StatusCodes.Status409Conflict),
            _ => Problem("The payment was refunded.", StatusCodes.Status409Conflict),
        };

    private static async Task<NoContent> RefundAsync(string reference, PaymentDesk desk)
    {
        await desk.RefundAsync(reference);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Problem(string title, int status) => TypedResults.Problem(title: title, statusCode: status);
}
