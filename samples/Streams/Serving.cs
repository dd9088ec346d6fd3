using System.Net;
using Sim;

namespace Streams;

/// <summary>What the three servers share: they serve at all addresses of their machine until they are told to stop.</summary>
internal static class Serving
{
    public static async Task ServeAsync(Func<StreamConnection, Task> handler, int port, CancellationToken stop)
    {
        LoopServer server = await EventLoop.Current.StartServerAsync(handler, new IPEndPoint(IPAddress.Any, port));
        await using CancellationTokenRegistration registration = stop.Register(server.CloseClients);
        try
        {
            await server.ServeForeverAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Closed, and everybody is gone.
        }
    }
}
