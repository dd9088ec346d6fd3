namespace TicketShop.Payments;

/// <summary>What the payment service is asked to charge.</summary>
public sealed record PaymentRequest(string Card, decimal Amount);
