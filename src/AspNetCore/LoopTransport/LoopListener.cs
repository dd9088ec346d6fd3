using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Sim.AspNetCore;

/// <summary>An address at which a group of loops listens.</summary>
internal sealed class LoopListener(SimLoopsOptions options, LoopGroup group, LoopThread[] threads, Func<Task> release) : IConnectionListener
{
    private readonly Channel<LoopConnection> _accepted = Channel.CreateUnbounded<LoopConnection>(new UnboundedChannelOptions { SingleReader = true });
    private LoopGroupServer? _server;
    private EndPoint? _endPoint;
    private int _isDisposed;

    public EndPoint EndPoint => _endPoint!;

    /// <exception cref="System.Net.Sockets.SocketException">The address is in use, or not of this machine.</exception>
    public async Task BindAsync(EndPoint endPoint)
    {
        _endPoint = endPoint;
        _server = await group.CreateServerAsync(loop => new LoopConnection(this, Array.Find(threads, thread => thread.Loop == loop)!), endPoint, Options());
        _endPoint = _server.LocalEndPoint;
    }

    /// <returns>The next connection, or null once it no longer listens.</returns>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _accepted.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_accepted.Reader.TryRead(out LoopConnection? connection))
            {
                return connection;
            }
        }

        return null;
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        if (_server is not null)
        {
            await _server.CloseAsync();
            // Connections that were accepted before are told of one tick later.
            await Task.WhenAll(threads.Select(static thread => thread.CatchUpAsync()));
        }

        _accepted.Writer.TryComplete();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await UnbindAsync();
        while (_accepted.Reader.TryRead(out LoopConnection? left))
        {
            left.Abort();
        }

        await release();
    }

    /// <summary>On a loop's thread.</summary>
    /// <returns>False if nobody accepts any more.</returns>
    public bool Accepted(LoopConnection connection) => _accepted.Writer.TryWrite(connection);

    private ServerOptions Options() => new()
    {
        Listen = new()
        {
            Backlog = options.Backlog,
            NoDelay = options.NoDelay,
            DualMode = _endPoint is IPEndPoint at && at.Address.Equals(IPAddress.IPv6Any),
        },
    };
}
