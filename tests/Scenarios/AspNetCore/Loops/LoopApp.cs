using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Sim.Scenarios.AspNetCore.Loops;

/// <summary>An application of the machine, served from event loops at a port of its own.</summary>
internal sealed class LoopApp : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private LoopApp(WebApplication app)
    {
        App = app;
        Client = new HttpClient { BaseAddress = Address };
    }

    public WebApplication App { get; }

    public Uri Address => new(App.Urls.First(static url => !url.Contains("unix", StringComparison.Ordinal)));

    /// <summary>HTTP/1.1.</summary>
    public HttpClient Client { get; }

    /// <summary>Serves while <paramref name="body"/> runs, which fails instead of waiting forever.</summary>
    public static async Task Run(
        RequestDelegate handler, Func<LoopApp, Task> body, Action<SimLoopsOptions>? loops = null, Action<ListenOptions>? listen = null, Action<WebApplication>? pipeline = null)
    {
        await using LoopApp app = await Start(handler, loops, options => options.Listen(IPAddress.Loopback, 0, listen ?? (static _ => { })), pipeline);
        await body(app).WaitAsync(Patience);
    }

    public static async Task<LoopApp> Start(
        RequestDelegate handler, Action<SimLoopsOptions>? loops, Action<KestrelServerOptions> kestrel, Action<WebApplication>? pipeline = null)
    {
        // No watch on files of settings: of those the machine has few for all processes.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = options.Limits.MinResponseDataRate = null;
            kestrel(options);
        });
        builder.WebHost.UseSimLoops(options =>
        {
            options.Loops = 2;
            loops?.Invoke(options);
        });
        WebApplication app = builder.Build();
        pipeline?.Invoke(app);
        app.Run(handler);
        try
        {
            await app.StartAsync().WaitAsync(Patience);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new LoopApp(app);
    }

    /// <summary>A client of bytes.</summary>
    public Socket Connect(int? receiveBuffer = null)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.ReceiveBufferSize = receiveBuffer ?? client.ReceiveBufferSize;
        client.Connect(IPAddress.Loopback, Address.Port);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.StopAsync().WaitAsync(Patience);
        await App.DisposeAsync();
    }
}
