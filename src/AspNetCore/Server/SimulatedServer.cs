using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Sim.AspNetCore;

/// <summary>Kestrel, on endpoints that the simulation has and with a heartbeat that the simulation drives.</summary>
internal sealed class SimulatedServer(IServer kestrel, Endpoints endpoints, Heartbeat heartbeat) : IServer
{
    public IFeatureCollection Features => kestrel.Features;

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        endpoints.Settle(Features);
        heartbeat.Beat();
        return kestrel.StartAsync(application, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => kestrel.StopAsync(cancellationToken);

    public void Dispose() => kestrel.Dispose();
}
