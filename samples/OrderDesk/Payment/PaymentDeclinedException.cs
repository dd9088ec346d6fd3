namespace OrderDesk.Payment;

/// <summary>The bank said no.</summary>
public sealed class PaymentDeclinedException(string message) : Exception(message);
