namespace TicketShop.Reservations;

/// <summary>What is said about reservations.</summary>
internal static partial class ReservationLog
{
    [LoggerMessage(LogLevel.Information, "{Customer}: seat {Seat} is free")]
    public static partial void SeatIsFree(this ILogger logger, string customer, string seat);

    [LoggerMessage(LogLevel.Information, "{Customer}: seat {Seat} is taken")]
    public static partial void SeatIsTaken(this ILogger logger, string customer, string seat);

    [LoggerMessage(LogLevel.Information, "{Customer}: seat {Seat} reserved")]
    public static partial void SeatReserved(this ILogger logger, string customer, string seat);

    [LoggerMessage(LogLevel.Information, "{Customer}: seat {Seat} sold")]
    public static partial void SeatSold(this ILogger logger, string customer, string seat);

    [LoggerMessage(LogLevel.Information, "{Customer}: seat {Seat} given back, {Why}")]
    public static partial void SeatGivenBack(this ILogger logger, string customer, string seat, string why);

    [LoggerMessage(LogLevel.Error, "{Customer}: seat {Seat} could not be given back")]
    public static partial void SeatNotGivenBack(this ILogger logger, Exception exception, string customer, string seat);
}
