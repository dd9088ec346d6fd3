namespace OrderDesk.Payment;

/// <summary>The bank could not be asked just now.</summary>
public sealed class PaymentUnavailableException(string message) : Exception(message);
