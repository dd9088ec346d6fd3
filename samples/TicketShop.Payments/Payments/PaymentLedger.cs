using System.Diagnostics.CodeAnalysis;

namespace PaymentService.Payments;

/// <summary>What became of every payment. Each of its operations is one: none can come in between.</summary>
public sealed class PaymentLedger
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, Payment> _payments = [];

    /// <summary>All payments, in the order in which their references first came up.</summary>
    public IReadOnlyList<Payment> List()
    {
        lock (_lock)
        {
            return [.. _payments.Values];
        }
    }

    /// <summary>Opens a payment. False, and the payment that is there, if its reference is known.</summary>
    public bool TryOpen(Payment payment, [NotNullWhen(false)] out Payment? known)
    {
        lock (_lock)
        {
            return !_payments.TryGetValue(payment.Reference, out known) && _payments.TryAdd(payment.Reference, payment);
        }
    }

    /// <summary>Writes down what the bank answered, unless the payment was refunded meanwhile, and says what holds.</summary>
    public Payment Settle(string reference, PaymentState answer)
    {
        lock (_lock)
        {
            Payment payment = _payments[reference];
            return payment.State == PaymentState.Pending ? _payments[reference] = payment with { State = answer } : payment;
        }
    }

    /// <summary>Marks a payment as refunded, known or not, and returns what it was before.</summary>
    public Payment? Refund(string reference)
    {
        lock (_lock)
        {
            Payment? before = _payments.GetValueOrDefault(reference);
            Payment payment = before ?? new Payment(reference, 0, PaymentState.Refunded, "");
            _payments[reference] = payment.State == PaymentState.Declined ? payment : payment with { State = PaymentState.Refunded };
            return before;
        }
    }
}
