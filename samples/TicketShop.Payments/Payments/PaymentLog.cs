namespace PaymentService.Payments;

/// <summary>What is said about payments.</summary>
internal static partial class PaymentLog
{
    [LoggerMessage(LogLevel.Information, "{Reference}: {State}")]
    public static partial void Settled(this ILogger logger, string reference, PaymentState state);
}
