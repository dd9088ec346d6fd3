using OrderDesk.InMemory;
using OrderDesk.Orders;
using Sim;

namespace OrderDesk.Simulations;

/// <summary>Two days at the order desk, each with the desk as it was first written and with the fixed one.</summary>
public sealed class OrderDeskSimulations
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(2);

    /// <summary>Finds the double sale.</summary>
    [Simulation]
    public Task The_last_teapot_is_sold_once(Simulation sim) => RushHourAsync(sim, guarded: false);

    /// <summary>Finds nothing.</summary>
    [Simulation]
    public Task The_fixed_desk_sells_the_last_teapot_once(Simulation sim) => RushHourAsync(sim, guarded: true);

    /// <summary>Finds the lost order, which is rarer.</summary>
    [Simulation]
    public Task An_accepted_order_survives_shutdown(Simulation sim) => ClosingTimeAsync(sim, guarded: false);

    /// <summary>Finds nothing.</summary>
    [Simulation]
    public Task The_fixed_desk_loses_no_accepted_order(Simulation sim) => ClosingTimeAsync(sim, guarded: true);

    private static async Task RushHourAsync(Simulation sim, bool guarded)
    {
        Desk desk = NewDesk(sim, new DeskOptions { Workers = 2, Guarded = guarded });
        await desk.OpenAsync();

        Order[] orders = [new(1, "alice", "teapot"), new(2, "bob", "teapot"), new(3, "carol", "cup"), new(4, "dave", "cup")];
        await Task.WhenAll(orders.Select(order => Task.Run(() => desk.PlaceAsync(order))));

        await desk.CloseAsync();
        Expect.SoldOnce("teapot", await desk.Ledger.ReadAsync());
    }

    private static async Task ClosingTimeAsync(Simulation sim, bool guarded)
    {
        Desk desk = NewDesk(sim, new DeskOptions { Workers = 8, Guarded = guarded });
        await desk.OpenAsync();
        await desk.PlaceAsync(new Order(1, "alice", "cup"));
        await Task.Delay(TimeSpan.FromMilliseconds(20));

        Task late = desk.PlaceAsync(new Order(2, "bob", "cup"));
        await Task.WhenAll(late, desk.CloseAsync());
        Expect.EveryAcceptedOrderHandled(await desk.Ledger.ReadAsync());
    }

    private static Desk NewDesk(Simulation sim, DeskOptions options)
    {
        InMemoryStockStore store = new(Latency);
        store.Deliver("teapot", 1);
        store.Deliver("cup", 5);
        return new Desk(options, store, new InMemoryPaymentGateway(Latency, busyEvery: 3), new InMemoryJournal(), sim.Time, Console.WriteLine);
    }
}
