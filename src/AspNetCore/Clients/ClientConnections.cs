using Microsoft.Extensions.Http;

namespace Sim.AspNetCore;

/// <summary>Has the clients of a host's <see cref="IHttpClientFactory"/> connect over the simulated network.</summary>
internal sealed class ClientConnections(WebProgram program)
{
    private readonly Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> _connect = program.Network.ConnectCallback;

    public void Apply(HttpClientFactoryOptions options)
    {
        TimeSpan lifetime = options.HandlerLifetime;

        // Whether an expired handler is disposed depends on the garbage collector. That connections do not outlive it is kept.
        options.HandlerLifetime = Timeout.InfiniteTimeSpan;
        options.HttpMessageHandlerBuilderActions.Add(builder => Redirect(Innermost(builder.PrimaryHandler), lifetime));
    }

    private void Redirect(SocketsHttpHandler? handler, TimeSpan lifetime)
    {
        if (handler is not { ConnectCallback: null })
        {
            return;
        }

        handler.ConnectCallback = _connect;
        program.Host.OnRetired(handler.Dispose);
        handler.UseProxy &= handler.Proxy is not null;
        if (handler.PooledConnectionLifetime == Timeout.InfiniteTimeSpan)
        {
            handler.PooledConnectionLifetime = lifetime;
        }
    }

    private static SocketsHttpHandler? Innermost(HttpMessageHandler? handler) => handler switch
    {
        SocketsHttpHandler sockets => sockets,
        HttpClientHandler client => HttpClientInternals.InnerHandler(client),
        DelegatingHandler outer => Innermost(outer.InnerHandler),
        _ => null,
    };
}
