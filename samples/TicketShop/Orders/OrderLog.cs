using TicketShop.Payments;

namespace TicketShop.Orders;

/// <summary>What is said about orders.</summary>
internal static partial class OrderLog
{
    [LoggerMessage(LogLevel.Information, "{Customer}: pays for seat {Seat}, order {Order}")]
    public static partial void Paying(this ILogger logger, string customer, string seat, int order);

    [LoggerMessage(LogLevel.Information, "order {Order} paid")]
    public static partial void OrderPaid(this ILogger logger, int order);

    [LoggerMessage(LogLevel.Information, "order {Order} not paid: {Why}")]
    public static partial void OrderNotPaid(this ILogger logger, int order, PaymentResult why);

    [LoggerMessage(LogLevel.Information, "order {Order} came too late: the reservation is no longer open")]
    public static partial void OrderTooLate(this ILogger logger, int order);
}
