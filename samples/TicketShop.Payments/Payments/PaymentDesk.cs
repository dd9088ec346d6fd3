using PaymentService.Banking;

namespace PaymentService.Payments;

/// <summary>Captures and refunds payments. Asking twice under one reference does it once.</summary>
public sealed class PaymentDesk(PaymentLedger ledger, IBank bank, ILogger<PaymentDesk> logger)
{
    /// <summary>Captures a payment, and says how it stands then. A known reference is not charged again.</summary>
    public async Task<Payment> CaptureAsync(string reference, PaymentRequest request)
    {
        if (!ledger.TryOpen(new Payment(reference, request.Amount, PaymentState.Pending, request.Card), out Payment? known))
        {
            return known;
        }

        // The bank cannot be asked to forget the question, so a client that hangs up changes nothing.
        bool accepted = await bank.ChargeAsync(request.Card, request.Amount);
        Payment payment = ledger.Settle(reference, accepted ? PaymentState.Captured : PaymentState.Declined);
        if (accepted && payment.State == PaymentState.Refunded)
        {
            await bank.RefundAsync(request.Card, request.Amount);
        }

        logger.Settled(reference, payment.State);
        return payment;
    }

    /// <summary>Gives a payment back. One that is on its way is given back as soon as it arrives; one that was declined stays so.</summary>
    public async Task RefundAsync(string reference)
    {
        Payment? known = ledger.Refund(reference);
        if (known is { State: PaymentState.Captured })
        {
            await bank.RefundAsync(known.Card, known.Amount);
        }

        logger.Settled(reference, known is { State: PaymentState.Declined } ? PaymentState.Declined : PaymentState.Refunded);
    }
}
