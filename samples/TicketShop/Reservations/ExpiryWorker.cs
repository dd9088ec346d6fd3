namespace TicketShop.Reservations;

/// <summary>Gives seats back whose customers have not paid in time.</summary>
public sealed class ExpiryWorker(ExpiryQueue queue, IReservations reservations, TimeProvider time, ILogger<ExpiryWorker> logger)
    : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (Reservation reservation in queue.ReadAllAsync(stoppingToken))
        {
            TimeSpan left = reservation.ExpiresAt - time.GetUtcNow();
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left, time, stoppingToken);
            }

            await ExpireAsync(reservation, stoppingToken);
        }
    }

    private async Task ExpireAsync(Reservation reservation, CancellationToken stoppingToken)
    {
        try
        {
            await reservations.TryReleaseAsync(reservation, ReservationState.Expired, stoppingToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One seat that stays held must not keep all others from being given back.
            logger.SeatNotGivenBack(failure, reservation.Customer, reservation.Seat);
        }
    }
}
