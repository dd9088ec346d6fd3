namespace TicketShop.Payments;

/// <summary>What is said about payments.</summary>
internal static partial class PaymentsLog
{
    [LoggerMessage(LogLevel.Warning, "{Reference}: no answer from the payment service")]
    public static partial void NoAnswer(this ILogger logger, Exception exception, string reference);

    [LoggerMessage(LogLevel.Information, "{Reference}: money given back")]
    public static partial void GivenBack(this ILogger logger, string reference);

    [LoggerMessage(LogLevel.Critical, "{Reference}: money not given back, do it by hand")]
    public static partial void NotGivenBack(this ILogger logger, Exception exception, string reference);
}
