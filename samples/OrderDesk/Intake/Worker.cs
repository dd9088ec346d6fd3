using System.Threading.Channels;
using OrderDesk.Orders;

namespace OrderDesk.Intake;

/// <summary>Handles one order after the other until it is told to go.</summary>
public sealed class Worker(string name, ChannelReader<Order> waiting, OrderHandler handler, Action<string> log)
{
    private readonly CancellationTokenSource _home = new();
    private Task _working = Task.CompletedTask;

    /// <summary>Begins to work.</summary>
    public void Start() => _working = WorkAsync();

    /// <summary>Sends the worker home; completes when it has gone, its last order finished.</summary>
    public Task LeaveAsync()
    {
        _home.Cancel();
        return _working;
    }

    private async Task WorkAsync()
    {
        try
        {
            while (await waiting.WaitToReadAsync(_home.Token))
            {
                await ClearAsync();
            }
        }
        catch (OperationCanceledException) when (_home.IsCancellationRequested)
        {
            // Nobody goes home while an order waits.
            await ClearAsync();
        }

        log($"{name}: gone home");
    }

    private async Task ClearAsync()
    {
        while (waiting.TryRead(out Order? order))
        {
            await handler.HandleAsync(order);
        }
    }
}
