using Microsoft.Extensions.Options;

namespace TicketShop.Payments;

/// <summary>What payments need.</summary>
internal static class PaymentsServices
{
    public static void AddPayments(this IServiceCollection services)
    {
        services.AddOptions<PaymentsOptions>().BindConfiguration(PaymentsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHttpClient<PaymentsClient>(Configure);
        services.AddScoped<Cashier>();
    }

    private static void Configure(IServiceProvider provider, HttpClient client)
    {
        PaymentsOptions options = provider.GetRequiredService<IOptions<PaymentsOptions>>().Value;
        client.BaseAddress = options.BaseAddress;
        client.Timeout = options.Timeout;
    }
}
