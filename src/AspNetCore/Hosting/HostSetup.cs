using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.EventSource;

namespace Sim.AspNetCore;

/// <summary>Replaces those services of a host that would reach out of the simulation.</summary>
internal sealed class HostSetup(WebProgram program)
{
    /// <summary>Clock, log, lifetime, clients and files: the caller's changes may replace them in turn.</summary>
    public void ReplaceOutside(HostBuilderContext context, IServiceCollection services)
    {
        ReplaceFiles(context, services);
        services.RemoveAll<TimeProvider>();
        services.AddSingleton(program.Host.Time);
        ReplaceLog(services);
        services.RemoveAll<IHostLifetime>();
        services.AddSingleton<IHostLifetime>(provider =>
            new SimulatedLifetime(program.Host, provider.GetRequiredService<IHostApplicationLifetime>()));
        var connections = new ClientConnections(program);
        services.PostConfigureAll<HttpClientFactoryOptions>(connections.Apply);
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(new RequestLines(program.Host)));
    }

    /// <summary>Kestrel stays; what is under it, and what drives it, is replaced.</summary>
    public void ReplaceServer(IServiceCollection services)
    {
        ServiceDescriptor? server = services.LastOrDefault(static service => service.ServiceType == typeof(IServer));
        if (server is not { IsKeyedService: false, ImplementationType: { } type } || type != KestrelInternals.ServerType)
        {
            return;
        }

        var heartbeat = new Heartbeat(program.Host.Time);
        services.RemoveAll<IMultiplexedConnectionListenerFactory>();
        services.RemoveAll<IConnectionListenerFactory>();
        services.AddSingleton<IConnectionListenerFactory>(new SimulatedTransport(program.Network, heartbeat));
        services.RemoveAll<IServer>();
        services.AddSingleton<IServer>(provider => Wrap((IServer)ActivatorUtilities.CreateInstance(provider, type), heartbeat, provider));
    }

    /// <summary>The two may be one object, or each its own.</summary>
    private static void ReplaceFiles(HostBuilderContext context, IServiceCollection services)
    {
        UnwatchedFiles.Replace(context.HostingEnvironment);
        foreach (ServiceDescriptor service in services)
        {
            if (service is { IsKeyedService: false, ImplementationInstance: IWebHostEnvironment environment })
            {
                UnwatchedFiles.Replace(environment);
            }
        }
    }

    private void ReplaceLog(IServiceCollection services)
    {
        // The one of event sources listens, in every host, to changes that an object of the whole process would tell of.
        ServiceDescriptor[] listeners = [.. services.Where(static service =>
            !service.IsKeyedService && service.ImplementationType?.Assembly == typeof(EventSourceLoggerProvider).Assembly)];
        foreach (ServiceDescriptor listener in listeners)
        {
            services.Remove(listener);
        }

        services.RemoveAll<ILoggerProvider>();
        services.AddSingleton<ILoggerProvider>(new TraceLoggerProvider(program.Host));
    }

    private SimulatedServer Wrap(IServer kestrel, Heartbeat heartbeat, IServiceProvider provider)
    {
        var internals = new KestrelInternals(kestrel);
        heartbeat.Attach(internals.TakeOverHeartbeat(program.Host.Time));
        program.Host.OnRetired(internals.ForgetOptions);
        return new SimulatedServer(kestrel, new Endpoints(internals, provider.GetRequiredService<IConfiguration>()), heartbeat);
    }
}
