using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Sim.Peers;

/// <summary>The smallest web application, on either transport: what differs is the transport.</summary>
internal static class PlaintextServer
{
    private static readonly byte[] s_answer = "Hello, World!"u8.ToArray();

    public static void ServeFromLoops(int port, int? loops, ApplicationThread thread) => Serve(port, builder => builder.UseSimLoops(options =>
    {
        options.Loops = loops ?? options.Loops;
        options.ApplicationThread = thread;
    }));

    public static void ServeFromSockets(int port) => Serve(port, static _ => { });

    private static void Serve(int port, Action<IWebHostBuilder> transport)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.ListenLocalhost(port));
        transport(builder.WebHost);
        WebApplication app = builder.Build();
        app.Run(static context =>
        {
            context.Response.ContentType = "text/plain";
            context.Response.ContentLength = s_answer.Length;
            return context.Response.Body.WriteAsync(s_answer, 0, s_answer.Length);
        });
        app.Run();
    }
}
