using Microsoft.AspNetCore.Http.HttpResults;

namespace TicketShop;

/// <summary>What the shop answers when it cannot do what it was asked to (RFC 9457).</summary>
internal static class Problems
{
    public static ProblemHttpResult NotFound(string title) => TypedResults.Problem(title: title, statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Conflict(string title) => TypedResults.Problem(title: title, statusCode: StatusCodes.Status409Conflict);

    public static ProblemHttpResult PaymentRequired(string title) => TypedResults.Problem(title: title, statusCode: StatusCodes.Status402PaymentRequired);

    public static ProblemHttpResult Unavailable(string title) => TypedResults.Problem(title: title, statusCode: StatusCodes.Status503ServiceUnavailable);
}
