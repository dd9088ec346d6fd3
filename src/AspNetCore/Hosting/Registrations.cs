using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Sim.AspNetCore;

/// <summary>
/// What a host enters into lists of the whole process: meters, sources of activities and diagnostics, watchers of files. A process that ends takes
/// them along; here they are taken out once the host is down. The program's own services are not disposed: its process has ended.
/// </summary>
internal static class Registrations
{
    public static void ReleaseWith(SimulatedHost host, IServiceProvider services)
    {
        // Asked for now: the program may have disposed its container by then.
        IDisposable?[] entered =
        [
            services.GetService<IMeterFactory>(),
            services.GetService<ActivitySource>(),
            services.GetService<DiagnosticListener>(),
            services.GetService<IConfiguration>() as IDisposable,
        ];
        host.OnRetired(() => Release(entered));
    }

    private static void Release(IDisposable?[] entered)
    {
        foreach (IDisposable? entry in entered)
        {
            entry?.Dispose();
        }
    }
}
