namespace TicketShop.Payments;

/// <summary>Charges customers, and leaves no charge behind whose end it does not know.</summary>
public sealed class Cashier(PaymentsClient payments, ILogger<Cashier> logger)
{
    /// <summary>Charges a card once, however often it is asked to for the same reference.</summary>
    public async Task<PaymentResult> ChargeAsync(string reference, string card, decimal amount, CancellationToken cancellationToken)
    {
        try
        {
            bool captured = await payments.CaptureAsync(reference, new PaymentRequest(card, amount), cancellationToken);
            return captured ? PaymentResult.Captured : PaymentResult.Declined;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            // Only the answer is known to be missing: the money may have been captured.
            logger.NoAnswer(failure, reference);
            await GiveBackAsync(reference);
            cancellationToken.ThrowIfCancellationRequested();
            return PaymentResult.Unavailable;
        }
    }

    /// <summary>Gives the money back, even to a customer who no longer listens.</summary>
    public async Task GiveBackAsync(string reference)
    {
        try
        {
            await payments.RefundAsync(reference, CancellationToken.None);
            logger.GivenBack(reference);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            logger.NotGivenBack(failure, reference);
        }
    }
}
