using Microsoft.Extensions.Options;

namespace PaymentService.Banking;

/// <summary>A bank to try the service with: it takes its time and moves no money.</summary>
public sealed class SandboxBank(IOptions<BankOptions> options, TimeProvider time) : IBank
{
    /// <inheritdoc />
    public async Task<bool> ChargeAsync(string card, decimal amount)
    {
        await Task.Delay(options.Value.Latency, time);
        return card != options.Value.DeclinedCard;
    }

    /// <inheritdoc />
    public Task RefundAsync(string card, decimal amount) => Task.Delay(options.Value.Latency, time);
}
