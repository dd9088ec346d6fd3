using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace Sim.AspNetCore;

/// <summary>Where a server listens: as the program says, else at port 80. TLS is refused.</summary>
internal sealed class Endpoints(KestrelInternals kestrel, IConfiguration configuration)
{
    private const string Default = "http://*:80";

    /// <summary>Called when all is configured and nothing is bound yet.</summary>
    /// <exception cref="NotSupportedException">An endpoint is one of TLS.</exception>
    public void Settle(IFeatureCollection features)
    {
        ICollection<string> addresses = features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        ForgetEnvironment(addresses);
        Refuse(addresses.Concat(ConfiguredAddresses()).FirstOrDefault(static address => address.StartsWith("https:", StringComparison.OrdinalIgnoreCase)));
        kestrel.Options.ConfigurationLoader?.Load();
        ListenOptions[] endpoints = kestrel.Endpoints();
        Refuse(endpoints.FirstOrDefault(kestrel.IsTls)?.ToString());
        if (addresses.Count == 0 && endpoints.Length == 0)
        {
            addresses.Add(Default);
        }
    }

    /// <summary>Addresses that were taken from the environment give way to the program's own.</summary>
    private void ForgetEnvironment(ICollection<string> addresses)
    {
        string[] own = OwnSettings.OwnAddresses(configuration);
        string[] all = OwnSettings.Addresses(configuration);
        if (!all.SequenceEqual(own) && addresses.SequenceEqual(all))
        {
            addresses.Clear();
            Array.ForEach(own, addresses.Add);
        }
    }

    private IEnumerable<string> ConfiguredAddresses() =>
        (kestrel.Options.ConfigurationLoader?.Configuration ?? configuration.GetSection("Kestrel"))
            .GetSection("Endpoints").GetChildren().Select(static endpoint => endpoint["Url"]).OfType<string>();

    private static void Refuse(string? address)
    {
        if (address is not null)
        {
            throw new NotSupportedException(
                $"The endpoint {address} asks for TLS, which the simulated network does not have: configure http for the simulation, " +
                "as in AddWebHost<Program>(name, \"--urls\", \"http://*:80\") or by a configure action that sets Kestrel:Endpoints.");
        }
    }
}
