using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Sim.Scenarios.AspNetCore;

/// <summary>SignalR's own client, over a web socket of the simulated network.</summary>
internal static class HubClient
{
    public static HubConnection Make(Simulation sim, string address)
    {
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(new Uri(address.Replace("http:", "ws:", StringComparison.Ordinal))));
        builder.Services.AddSingleton<IConnectionFactory>(new WebSocketFactory(sim.Network.CreateHandler()));
        return builder.Build();
    }

    private sealed class WebSocketFactory(HttpMessageHandler handler) : IConnectionFactory
    {
        public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
        {
            var socket = new ClientWebSocket();
            using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
            await socket.ConnectAsync(((UriEndPoint)endpoint).Uri, invoker, cancellationToken);
            var stream = WebSocketStream.Create(socket, WebSocketMessageType.Text, ownsWebSocket: true);
            return new DefaultConnectionContext("hub") { Transport = new Duplex(PipeReader.Create(stream), PipeWriter.Create(stream)) };
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
