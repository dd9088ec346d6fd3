using System.Net.Http.Json;
using PaymentService.Payments;
using Sim;
using TicketShop.Orders;
using TicketShop.Seats;

namespace TicketShop.Simulations;

/// <summary>The shop and the payment service, each on a host of its own.</summary>
internal sealed class Theater : IDisposable
{
    private readonly Simulation _sim;
    private readonly List<HttpClient> _clients = [];
    private readonly HttpClient _shop;
    private readonly HttpClient _payments;

    private Theater(Simulation sim)
    {
        _sim = sim;
        _shop = NewClient("http://shop/");
        _payments = NewClient("http://payments/");
    }

    /// <summary>Starts both.</summary>
    /// <param name="sim">The world.</param>
    /// <param name="reservations">Which reservations the shop uses: "simple" or "safe".</param>
    public static async Task<Theater> OpenAsync(Simulation sim, string reservations)
    {
        SimulatedHost payments = sim.AddWebHost<Payment>("payments");
        SimulatedHost shop = sim.AddWebHost<Seat>("shop", "--Payments:BaseAddress=http://payments/", $"--Shop:Reservations={reservations}");
        await payments.Started;
        await shop.Started;
        return new Theater(sim);
    }

    /// <summary>A customer, with a browser of their own.</summary>
    public Customer NewCustomer(string name) => new(name, NewClient("http://shop/"));

    /// <summary>Does the accounts: whoever was charged must have an order, and the other way round.</summary>
    public async Task CloseAsync()
    {
        Order[] orders = await _shop.GetFromJsonAsync<Order[]>("orders") ?? [];
        Payment[] payments = await _payments.GetFromJsonAsync<Payment[]>("payments", Json.Options) ?? [];
        Expect.PaidForWhatWasSold(orders, payments.Where(payment => payment.State == PaymentState.Captured));
    }

    /// <inheritdoc />
    public void Dispose() => _clients.ForEach(client => client.Dispose());

    private HttpClient NewClient(string address)
    {
        HttpClient client = _sim.Network.CreateHttpClient(address);
        _clients.Add(client);
        return client;
    }
}
