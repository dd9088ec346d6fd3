using System.Threading.Channels;

namespace Sim.Gauntlet.Programs.Services;

/// <summary>
/// retry_storm: three customers pay at a service that takes 10 ms for each, one after the other; who has no answer after 35 ms asks
/// again. The bug: a request that is asked again is another request, so when the last answer is on its way as the customer
/// gives up, the service charges twice. The twin's service knows the requests that it has served by their key.
/// </summary>
internal sealed class RetryStorm(Simulation sim, bool isFixed)
{
    private const int Customers = 3;
    private const int Attempts = 3;
    private static readonly TimeSpan s_serving = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(35);

    private readonly Channel<Request> _requests = Channel.CreateUnbounded<Request>();
    private readonly int[] _charges = new int[Customers];

    public async Task RunAsync()
    {
        Task service = Task.Run(ServeAsync);
        await Task.WhenAll(Enumerable.Range(0, Customers).Select(customer => Task.Run(() => PayAsync(customer))));
        _requests.Writer.Complete();
        await service;
        sim.Always(_charges.All(static charges => charges == 1), "every customer is charged once");
    }

    private async Task PayAsync(int customer)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            var request = new Request(customer, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            await _requests.Writer.WriteAsync(request);
            try
            {
                await request.Answer.Task.WaitAsync(s_patience);
                return;
            }
            catch (TimeoutException)
            {
                // Asks again.
            }
        }
    }

    private async Task ServeAsync()
    {
        await foreach (Request request in _requests.Reader.ReadAllAsync())
        {
            if (!isFixed || _charges[request.Customer] == 0)
            {
                await Task.Delay(s_serving);
                _charges[request.Customer]++;
            }

            await Task.Yield();
            request.Answer.SetResult();
        }
    }

    private sealed record Request(int Customer, TaskCompletionSource Answer);
}
