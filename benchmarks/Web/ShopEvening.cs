using System.Net.Http.Json;
using System.Text.Json;
using TicketShop.Orders;
using TicketShop.Reservations;

namespace Sim.Benchmarks.Web;

/// <summary>What happens at the ticket shop in one run: three customers buy a seat each at the same time, and somebody reads the orders.</summary>
internal static class ShopEvening
{
    public const string ShopArgument = "--Shop:Reservations=safe";
    private const string Card = "4000 0000 0000 1234";
    private static readonly string[] s_seats = ["12A", "12B", "12C"];

    /// <summary>Runs it. The clients are made, and disposed, here: one for each customer.</summary>
    public static async Task RunAsync(Func<HttpClient> connect)
    {
        await Task.WhenAll(s_seats.Select(seat => BuyAsync(connect, seat)));
        using HttpClient reader = connect();
        Order[] orders = await reader.GetFromJsonAsync<Order[]>("orders") ?? [];
        if (orders.Length != s_seats.Length)
        {
            throw new InvalidOperationException($"{s_seats.Length} seats were bought, and there are {orders.Length} orders.");
        }
    }

    /// <summary>Begins a purchase and does not wait for its end.</summary>
    public static async Task BeginAsync(Func<HttpClient> connect)
    {
        using HttpClient client = connect();
        _ = BuyAsync(connect, s_seats[0]);
        await client.GetStringAsync("seats");
    }

    private static async Task BuyAsync(Func<HttpClient> connect, string seat)
    {
        using HttpClient client = connect();
        using HttpResponseMessage reserved = await client.PostAsJsonAsync("reservations", new ReserveRequest(seat, $"customer of {seat}"));
        JsonElement reservation = await reserved.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        using HttpResponseMessage paid = await client.PostAsJsonAsync("orders", new OrderRequest(reservation.GetProperty("id").GetInt32(), Card));
        paid.EnsureSuccessStatusCode();
    }
}
