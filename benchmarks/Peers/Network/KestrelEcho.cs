using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Sim.Peers;

/// <summary>The same server on Kestrel's own transport, for comparison.</summary>
internal static class KestrelEcho
{
    public static void Serve(int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.ListenLocalhost(port, listen => listen.Run(EchoAsync)));
        builder.Build().Run();
    }

    private static async Task EchoAsync(ConnectionContext connection)
    {
        while (true)
        {
            ReadResult read = await connection.Transport.Input.ReadAsync();
            if (read.IsCompleted && read.Buffer.IsEmpty)
            {
                return;
            }

            foreach (ReadOnlyMemory<byte> part in read.Buffer)
            {
                await connection.Transport.Output.WriteAsync(part);
            }

            connection.Transport.Input.AdvanceTo(read.Buffer.End);
        }
    }
}
