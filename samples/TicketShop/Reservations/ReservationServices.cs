namespace TicketShop.Reservations;

/// <summary>What reservations need.</summary>
internal static class ReservationServices
{
    public static void AddReservations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ReservationFactory>();
        services.AddSingleton<ExpiryQueue>();
        services.AddHostedService<ExpiryWorker>();
        if (configuration[$"{ShopOptions.Section}:{nameof(ShopOptions.Reservations)}"] == "safe")
        {
            services.AddSingleton<IReservations, SafeReservations>();
        }
        else
        {
            services.AddSingleton<IReservations, SimpleReservations>();
        }
    }
}
