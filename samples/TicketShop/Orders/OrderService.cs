using TicketShop.Payments;
using TicketShop.Reservations;
using TicketShop.Storage;

namespace TicketShop.Orders;

/// <summary>Turns open reservations into orders: charges the customer, then makes the seat the customer's.</summary>
public sealed class OrderService(
    IReservations reservations,
    Cashier cashier,
    IDocumentStore<int, Order> orders,
    Sequence<Order> numbers,
    TimeProvider time,
    ILogger<OrderService> logger)
{
    /// <summary>All orders, in the order in which they were paid.</summary>
    public Task<IReadOnlyList<Order>> ListAsync(CancellationToken cancellationToken) => orders.ListAsync(cancellationToken);

    /// <summary>Pays for a reservation.</summary>
    public async Task<OrderResult> PlaceAsync(int reservationId, string card, CancellationToken cancellationToken)
    {
        if (await reservations.FindAsync(reservationId, cancellationToken) is not { } reservation)
        {
            return new OrderResult.NoSuchReservation();
        }

        if (reservation.State != ReservationState.Open)
        {
            return new OrderResult.NotOpen();
        }

        int number = numbers.Next();
        logger.Paying(reservation.Customer, reservation.Seat, number);
        PaymentResult payment = await cashier.ChargeAsync(ReferenceOf(number), card, reservation.Price, cancellationToken);
        return payment == PaymentResult.Captured ? await CompleteAsync(number, reservation) : NotPaid(number, payment);
    }

    /// <summary>The money is there: nothing is canceled from here on, not even when the customer hangs up.</summary>
    private async Task<OrderResult> CompleteAsync(int number, Reservation reservation)
    {
        if (!await reservations.TryCompleteAsync(reservation, CancellationToken.None))
        {
            logger.OrderTooLate(number);
            await cashier.GiveBackAsync(ReferenceOf(number));
            return new OrderResult.NotOpen();
        }

        Order order = new(number, reservation.Id, reservation.Seat, reservation.Customer, reservation.Price, time.GetUtcNow());
        await orders.SaveAsync(number, order, CancellationToken.None);
        logger.OrderPaid(number);
        return new OrderResult.Paid(order);
    }

    private OrderResult NotPaid(int number, PaymentResult payment)
    {
        logger.OrderNotPaid(number, payment);
        return payment == PaymentResult.Declined ? new OrderResult.Declined() : new OrderResult.Unavailable();
    }

    /// <summary>The name under which the payment service knows the payment. Each attempt has its own, so that giving one back harms no other.</summary>
    private static string ReferenceOf(int number) => $"order-{number}";
}
