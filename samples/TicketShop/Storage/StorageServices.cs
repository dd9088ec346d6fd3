using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TicketShop.Orders;
using TicketShop.Reservations;
using TicketShop.Seats;

namespace TicketShop.Storage;

/// <summary>Where the shop keeps its documents.</summary>
internal static class StorageServices
{
    public static void AddStorage(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(typeof(Sequence<>));
        services.AddSingleton<IDocumentStore<string, Seat>>(provider => NewStore<string, Seat>(provider)
            .With(Hall.Seats(OptionsOf(provider).Rows), seat => seat.Id));
        services.AddSingleton<IDocumentStore<int, Reservation>>(NewStore<int, Reservation>);
        services.AddSingleton<IDocumentStore<int, Order>>(NewStore<int, Order>);
    }

    private static InMemoryDocumentStore<TKey, TValue> NewStore<TKey, TValue>(IServiceProvider provider)
        where TKey : notnull =>
        new(OptionsOf(provider).StorageLatency, provider.GetRequiredService<TimeProvider>());

    private static ShopOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<ShopOptions>>().Value;
}
