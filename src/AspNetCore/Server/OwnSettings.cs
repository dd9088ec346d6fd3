using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Sim.AspNetCore;

/// <summary>
/// A program's settings without what the environment of this process says. Where a simulated host listens is no matter of the
/// machine or the container that the simulation happens to run in (the images of .NET set <c>ASPNETCORE_HTTP_PORTS</c>).
/// </summary>
internal static class OwnSettings
{
    /// <summary>Where a server listens if its code does not say, as ASP.NET Core reads it.</summary>
    public static string[] Addresses(IConfiguration settings) => Addresses(key => settings[key]);

    /// <summary>The same, as if the environment were empty.</summary>
    public static string[] OwnAddresses(IConfiguration settings) => Addresses(key => Find(settings, key, out string? value) ? value : null);

    private static string[] Addresses(Func<string, string?> setting)
    {
        string[] urls = Split(setting("urls"));
        return urls.Length > 0 ? urls
            : [.. Split(setting("http_ports")).Select(static port => $"http://*:{port}"), .. Split(setting("https_ports")).Select(static port => $"https://*:{port}")];
    }

    private static string[] Split(string? setting) => setting?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>The last source that has a setting counts.</summary>
    private static bool Find(IConfiguration settings, string key, out string? value)
    {
        value = null;
        if (settings is not IConfigurationRoot root)
        {
            value = settings[key];
            return value is not null;
        }

        foreach (IConfigurationProvider source in root.Providers.Reverse())
        {
            bool has = source switch
            {
                EnvironmentVariablesConfigurationProvider => false,
                ChainedConfigurationProvider chained => Find(chained.Configuration, key, out value),
                _ => source.TryGet(key, out value),
            };
            if (has)
            {
                return true;
            }
        }

        return false;
    }
}
