using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Sim.AspNetCore;

namespace Sim;

/// <summary>Lets Kestrel serve from event loops, in production.</summary>
public static class WebLoopExtensions
{
    /// <summary>
    /// Puts event loops under Kestrel in the place of its own transport: for addresses of TCP and Unix sockets. Everything above stays: HTTP/1.1 and HTTP/2, TLS, limits, shutdown.
    /// </summary>
    /// <param name="builder">The program's: <c>WebApplicationBuilder.WebHost</c>.</param>
    /// <param name="configure">Changes the options. Default: a loop for each processor, and the application on the thread pool.</param>
    /// <remarks>In a simulation (<see cref="WebSimulationExtensions"/>) it has no effect: there the transport is the simulated network.</remarks>
    /// <exception cref="PlatformNotSupportedException">From starting the server: several loops, elsewhere than on Linux.</exception>
    public static IWebHostBuilder UseSimLoops(this IWebHostBuilder builder, Action<SimLoopsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureServices(services =>
        {
            services.Configure(configure ?? (static _ => { }));
            services.AddSingleton<IConnectionListenerFactory, LoopTransport>();
            services.AddSingleton<IStartupFilter, RequestsOnLoop>();
        });
    }
}
