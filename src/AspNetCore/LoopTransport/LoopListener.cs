using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Sim.Transports;

namespace Sim.AspNetCore;

/// <summary>
/// An address at which each loop listens with a socket of its own, so that the kernel spreads connections over them and none changes its thread. At the path of a Unix socket
/// only one of the loops can.
/// </summary>
internal sealed class LoopListener(SimLoopsOptions options, LoopThread[] threads, Func<Task> release) : IConnectionListener
{
    private static int s_nextOfPath = -1;

    private readonly Channel<LoopConnection> _accepted = Channel.CreateUnbounded<LoopConnection>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<(LoopThread Thread, ITransportListener Listener)> _listeners = [];
    private EndPoint? _endPoint;
    private int _isDisposed;

    public EndPoint EndPoint => _endPoint!;

    /// <exception cref="System.Net.Sockets.SocketException">The address is in use, or not of this machine.</exception>
    public async Task BindAsync(EndPoint endPoint)
    {
        _endPoint = endPoint;
        LoopThread[] serving = endPoint is IPEndPoint ? threads : [threads[(uint)Interlocked.Increment(ref s_nextOfPath) % (uint)threads.Length]];
        if (serving.Length > 1 && endPoint is IPEndPoint { Port: not 0 })
        {
            await RefuseIfTaken(serving[0], endPoint);
        }

        foreach (LoopThread thread in serving)
        {
            await Listen(thread, serving.Length > 1);
        }
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
        foreach ((LoopThread thread, ITransportListener listener) in _listeners)
        {
            await thread.Invoke(_ =>
            {
                listener.Close();
                return true;
            });
            // Connections that were accepted before are told of one tick later.
            await thread.Invoke(static _ => true);
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

    private async Task Listen(LoopThread thread, bool isShared)
    {
        ITransportListener listener = await thread.Invoke(loop => loop.Network.Listen(_endPoint!, () => new LoopConnection(this, thread), Options(isShared)));
        _listeners.Add((thread, listener));
        // Where any free port would do, it is now this one for all.
        _endPoint = listener.LocalEndPoint;
    }

    /// <summary>Another server whose listeners share their address would share with ours without a word.</summary>
    private Task RefuseIfTaken(LoopThread thread, EndPoint endPoint) => thread.Invoke(loop =>
    {
        loop.Network.Listen(endPoint, static () => throw new InvalidOperationException("Nothing is accepted here."), Options(isShared: false)).Close();
        return true;
    });

    private ListenOptions Options(bool isShared) => new()
    {
        Backlog = options.Backlog,
        NoDelay = options.NoDelay,
        ReusePort = isShared,
        DualMode = _endPoint is IPEndPoint at && at.Address.Equals(IPAddress.IPv6Any),
    };
}
