using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PaymentService.Banking;

/// <summary>What the bank needs.</summary>
internal static class BankServices
{
    public static void AddBank(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<BankOptions>().BindConfiguration(BankOptions.Section);
        services.AddSingleton<IBank, SandboxBank>();
    }
}
