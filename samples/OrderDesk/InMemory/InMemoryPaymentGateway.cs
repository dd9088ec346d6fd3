using OrderDesk.Orders;
using OrderDesk.Payment;

namespace OrderDesk.InMemory;

/// <summary>A bank for demonstrations and tests: it is busy at every so many calls, and knows who has no money.</summary>
public sealed class InMemoryPaymentGateway(TimeSpan latency, int busyEvery = int.MaxValue) : IPaymentGateway
{
    private readonly HashSet<string> _broke = [];
    private int _calls;

    /// <summary>Lets the bank decline every charge of <paramref name="customer"/>; call it before the first charge.</summary>
    public void Decline(string customer) => _broke.Add(customer);

    /// <inheritdoc />
    public async Task<string> ChargeAsync(Order order, CancellationToken cancellationToken)
    {
        int call = Interlocked.Increment(ref _calls);
        await Task.Delay(latency, cancellationToken);
        if (call % busyEvery == 0)
        {
            throw new PaymentUnavailableException("the bank is busy");
        }

        return _broke.Contains(order.Customer)
            ? throw new PaymentDeclinedException("the bank declined")
            : $"payment {call}";
    }
}
