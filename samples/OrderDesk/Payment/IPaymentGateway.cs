using OrderDesk.Orders;

namespace OrderDesk.Payment;

/// <summary>The bank's service that takes the money.</summary>
public interface IPaymentGateway
{
    /// <summary>Charges the customer and returns the bank's reference.</summary>
    /// <exception cref="PaymentUnavailableException">The bank is busy; nothing was charged, try again.</exception>
    /// <exception cref="PaymentDeclinedException">The bank said no; trying again is of no use.</exception>
    Task<string> ChargeAsync(Order order, CancellationToken cancellationToken);
}
