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
    private const string Framework = "Microsoft.AspNetCore";

    public static void ReleaseWith(SimulatedHost host, IServiceProvider services)
    {
        // Asked for now: the program may have disposed its container by then.
        IDisposable?[] entered =
        [
            services.GetServices<IMeterFactory>().FirstOrDefault(static factory => factory.GetType().Namespace?.StartsWith("Microsoft.", StringComparison.Ordinal) == true),
            services.GetServices<ActivitySource>().FirstOrDefault(static source => source.Name == Framework),
            services.GetServices<DiagnosticListener>().FirstOrDefault(static listener => listener.Name == Framework),
            services.GetService<IConfiguration>() as IDisposable,
        ];
        host.OnRetired(() => Release(entered));
    }

    private static void Release(IDisposable?[] entered)
    {
        foreach (IDisposable? entry in entered)
        {
            try
            {
                entry?.Dispose();
            }
            catch (Exception)
            {
                // A configuration provider of the program's own may throw. The process that would have seen it has ended.
            }
        }
    }
}
