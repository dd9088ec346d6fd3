using System.Globalization;

namespace TicketShop.Seats;

/// <summary>The hall: rows of six, the first ones dearest.</summary>
internal static class Hall
{
    private const string Letters = "ABCDEF";

    public static IEnumerable<Seat> Seats(int rows) =>
        from row in Enumerable.Range(1, rows)
        from letter in Letters
        select new Seat(string.Create(CultureInfo.InvariantCulture, $"{row}{letter}"), PriceOf(row));

    private static decimal PriceOf(int row) => row switch
    {
        <= 4 => 80m,
        <= 12 => 55m,
        _ => 35m,
    };
}
