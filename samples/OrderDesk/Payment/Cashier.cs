using OrderDesk.Orders;
using Polly;
using Polly.Retry;

namespace OrderDesk.Payment;

/// <summary>Takes payments: a few at a time, and again after a while when the bank is busy.</summary>
public sealed class Cashier
{
    private readonly IPaymentGateway _gateway;
    private readonly Action<string> _log;
    private readonly SemaphoreSlim _terminals;
    private readonly ResiliencePipeline _retries;

    /// <summary>A cashier with as many terminals, and as patient, as <paramref name="options"/> say.</summary>
    public Cashier(IPaymentGateway gateway, DeskOptions options, TimeProvider time, Action<string> log)
    {
        _gateway = gateway;
        _log = log;
        _terminals = new SemaphoreSlim(options.Terminals, options.Terminals);
        _retries = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(Patience(options)).Build();
    }

    /// <summary>Charges the customer, or says that it could not be done.</summary>
    public async Task<bool> TryChargeAsync(Order order)
    {
        await _terminals.WaitAsync();
        try
        {
            string reference = await _retries.ExecuteAsync(async token => await AttemptAsync(order, token));
            _log($"{order.Customer}: paid ({reference})");
            return true;
        }
        catch (Exception failure) when (failure is PaymentUnavailableException or PaymentDeclinedException)
        {
            _log($"{order.Customer}: not paid, {failure.Message}");
            return false;
        }
        finally
        {
            _terminals.Release();
        }
    }

    private async Task<string> AttemptAsync(Order order, CancellationToken cancellationToken)
    {
        try
        {
            return await _gateway.ChargeAsync(order, cancellationToken);
        }
        catch (PaymentUnavailableException busy)
        {
            _log($"{order.Customer}: {busy.Message}");
            throw;
        }
    }

    private static RetryStrategyOptions Patience(DeskOptions options) => new()
    {
        ShouldHandle = new PredicateBuilder().Handle<PaymentUnavailableException>(),
        BackoffType = DelayBackoffType.Exponential,
        Delay = options.RetryAfter,
        MaxRetryAttempts = options.Retries,
    };
}
