using OrderDesk.InMemory;
using OrderDesk.Orders;

namespace OrderDesk;

/// <summary>A short day at the desk.</summary>
internal static class Program
{
    private static async Task Main()
    {
        InMemoryStockStore store = new(latency: TimeSpan.FromMilliseconds(5));
        store.Deliver("teapot", 1);
        store.Deliver("cup", 6);
        InMemoryPaymentGateway bank = new(latency: TimeSpan.FromMilliseconds(8), busyEvery: 3);
        bank.Decline("dave");

        Desk desk = new(new DeskOptions { Guarded = true }, store, bank, new InMemoryJournal(), TimeProvider.System, Console.WriteLine);
        await desk.OpenAsync();
        await ServeAsync(desk, store);
        await desk.CloseAsync();
        await desk.PlaceAsync(new Order(7, "grace", "cup"));
        await ReportAsync(desk.Ledger);
    }

    private static async Task ServeAsync(Desk desk, InMemoryStockStore store)
    {
        await Task.WhenAll(
            desk.PlaceAsync(new Order(1, "alice", "teapot")),
            desk.PlaceAsync(new Order(2, "bob", "teapot")),
            desk.PlaceAsync(new Order(3, "carol", "cup", 4)),
            desk.PlaceAsync(new Order(4, "dave", "cup", 2)));

        store.Deliver("teapot", 1);
        await Task.Delay(TimeSpan.FromMilliseconds(150));
        await desk.PlaceAsync(new Order(5, "bob", "teapot"));
        await desk.PlaceAsync(new Order(6, "erin", "cup", 2));
    }

    private static async Task ReportAsync(OrderLedger ledger)
    {
        Console.WriteLine();
        foreach (LedgerEntry entry in await ledger.ReadAsync())
        {
            Console.WriteLine($"{entry.At:HH:mm:ss.fff}  {entry.Order,-16} {entry.State}");
        }
    }
}
