using OrderDesk.Intake;
using OrderDesk.Orders;
using OrderDesk.Payment;
using OrderDesk.Stock;

namespace OrderDesk;

/// <summary>An order service: takes orders, reserves stock, charges customers, and closes without leaving work behind.</summary>
public sealed class Desk
{
    private readonly Action<string> _log;
    private readonly StockCache _stock;
    private readonly IIntake _intake;
    private readonly Worker[] _workers;

    /// <summary>A desk in front of the given warehouse and bank.</summary>
    public Desk(
        DeskOptions options, IStockStore store, IPaymentGateway gateway, IJournal journal, TimeProvider time, Action<string> log)
    {
        _log = log;
        _stock = new StockCache(store, options.RefreshEvery, log);
        Ledger = new OrderLedger(journal, time);
        _intake = IntakeFor(options);
        OrderHandler handler = new(ReservationsFor(options, journal), new Cashier(gateway, options, time, log), Ledger, log);
        _workers = [.. Enumerable.Range(1, options.Workers).Select(n => new Worker($"worker {n}", _intake.Waiting, handler, log))];
    }

    /// <summary>What became of every order.</summary>
    public OrderLedger Ledger { get; }

    /// <summary>Opens: asks the warehouse for its counts and puts the workers to work.</summary>
    public async Task OpenAsync()
    {
        await _stock.StartAsync();
        foreach (Worker worker in _workers)
        {
            worker.Start();
        }
    }

    /// <summary>Takes an order. True is a promise: the order will be handled, whatever happens next.</summary>
    public Task<bool> PlaceAsync(Order order) => _intake.TryAcceptAsync(order);

    /// <summary>Closes: refuses new orders, finishes every accepted one and sends the workers home.</summary>
    public async Task CloseAsync()
    {
        _log("desk: closing");
        await _intake.CloseAsync();
        await _stock.StopAsync();
        foreach (Worker worker in _workers)
        {
            await worker.LeaveAsync();
        }

        _log("desk: closed");
    }

    private IIntake IntakeFor(DeskOptions options)
    {
        LedgerIntake intake = new(Ledger, _log);
        return options.Guarded ? new GuardedIntake(intake) : intake;
    }

    private IReservations ReservationsFor(DeskOptions options, IJournal journal)
    {
        JournaledReservations reservations = new(new Shelf(_stock), journal, _log);
        return options.Guarded ? new GuardedReservations(reservations) : reservations;
    }
}
