using System.Net;
using System.Net.Http.Json;
using TicketShop.Orders;
using TicketShop.Reservations;

namespace TicketShop.Simulations;

/// <summary>Somebody who wants a seat.</summary>
internal sealed class Customer(string name, HttpClient shop)
{
    private const string Card = "4000 0000 0000 1234";

    /// <summary>Reserves a seat. Null if it is taken.</summary>
    public async Task<Reservation?> ReserveAsync(string seat)
    {
        using HttpResponseMessage response = await shop.PostAsJsonAsync("reservations", new ReserveRequest(seat, name));
        return response.StatusCode == HttpStatusCode.Conflict
            ? null
            : await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Reservation>(Json.Options);
    }

    /// <summary>Pays for a reservation. Null if it is no longer open.</summary>
    public async Task<Order?> PayAsync(Reservation reservation)
    {
        using HttpResponseMessage response = await shop.PostAsJsonAsync("orders", new OrderRequest(reservation.Id, Card));
        return response.StatusCode == HttpStatusCode.Conflict
            ? null
            : await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Order>(Json.Options);
    }

    /// <summary>Reserves a seat and pays for it. Null if somebody else was first.</summary>
    public async Task<Order?> BuyAsync(string seat) =>
        await ReserveAsync(seat) is { } reservation ? await PayAsync(reservation) : null;
}
