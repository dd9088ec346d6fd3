using System.Net.ServerSentEvents;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace Sim.WebApp;

/// <summary>Responses that take their time.</summary>
public static class StreamEndpoints
{
    public static void MapStreams(this IEndpointRouteBuilder app)
    {
        app.MapGet("/numbers", NumbersAsync);
        app.MapGet("/events", (CancellationToken token) => TypedResults.ServerSentEvents(EventsAsync(token)));
        app.MapGet("/pour", (HttpContext context) => context.Response.Body.WriteAsync(new byte[1_000_000]).AsTask());
        app.Map("/echo", EchoAsync);
    }

    private static async IAsyncEnumerable<int> NumbersAsync([EnumeratorCancellation] CancellationToken token)
    {
        for (int i = 1; i <= 5; i++)
        {
            await Task.Delay(100, token);
            yield return i;
        }
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync([EnumeratorCancellation] CancellationToken token)
    {
        for (int i = 1; i <= 3; i++)
        {
            await Task.Delay(1_000, token);
            yield return new SseItem<string>($"tick {i}", "tick");
        }
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        byte[] buffer = new byte[1_024];
        while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } message)
        {
            await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, context.RequestAborted);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", context.RequestAborted);
    }
}
