namespace PaymentService.Banking;

/// <summary>The bank that holds the customers' money.</summary>
public interface IBank
{
    /// <summary>Charges a card. False if the bank declines.</summary>
    Task<bool> ChargeAsync(string card, decimal amount);

    /// <summary>Gives a charge back.</summary>
    Task RefundAsync(string card, decimal amount);
}
