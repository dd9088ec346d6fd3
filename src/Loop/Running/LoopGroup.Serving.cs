using System.Net;
using System.Net.Sockets;
using Sim.Transports;

namespace Sim;

/// <content>Servers of all loops.</content>
public sealed partial class LoopGroup
{
    private readonly List<LoopGroupServer> _servers = [];
    private int _nextOfPath = -1;

    /// <summary>
    /// Serves connections with streams over them, from all loops: each listens with a socket of its own at the same address, and the kernel spreads connections over
    /// them. At the path of a Unix socket only one of the loops can.
    /// </summary>
    /// <param name="handler">Runs as a task for each connection, on its loop: see <see cref="EventLoop.StartServerAsync(Func{StreamConnection, Task}, EndPoint, ServerOptions?)"/>.</param>
    /// <param name="local">An <see cref="IPEndPoint"/> (port 0: any that is free, the same for all loops), a <see cref="DnsEndPoint"/> or a <see cref="UnixDomainSocketEndPoint"/>.</param>
    /// <param name="options">Of each loop's server: <see cref="ServerOptions.MaxConnections"/> is how many one loop has. Default: the values of <see cref="ServerOptions"/>.</param>
    /// <returns>The server, which listens; the end of the group closes it.</returns>
    /// <exception cref="SocketException">The address is in use, by a listener that would share it too, or not of this machine; the name is unknown.</exception>
    /// <exception cref="PlatformNotSupportedException">Several loops, elsewhere than on Linux.</exception>
    /// <exception cref="ObjectDisposedException">The loops are closed.</exception>
    public Task<LoopGroupServer> StartServerAsync(Func<StreamConnection, Task> handler, EndPoint local, ServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return ServeAsync((loop, at, with) => loop.StartServerAsync(handler, at, with), local, options);
    }

    /// <summary>Serves connections from all loops, as <see cref="StartServerAsync"/> does, with protocols that are told what happens.</summary>
    /// <param name="protocol">Called for each connection with its loop, on that loop's thread: makes an <see cref="IStreamProtocol"/> or <see cref="IBufferedProtocol"/>.</param>
    /// <param name="local">An <see cref="IPEndPoint"/> (port 0: any that is free, the same for all loops), a <see cref="DnsEndPoint"/> or a <see cref="UnixDomainSocketEndPoint"/>.</param>
    /// <param name="options">Of each loop's server. Default: the values of <see cref="ServerOptions"/>.</param>
    /// <inheritdoc cref="StartServerAsync"/>
    public Task<LoopGroupServer> CreateServerAsync(Func<EventLoop, IProtocol> protocol, EndPoint local, ServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        return ServeAsync((loop, at, with) => loop.CreateServerAsync(() => protocol(loop), at, with), local, options);
    }

    private async Task<LoopGroupServer> ServeAsync(Func<EventLoop, EndPoint, ServerOptions, Task<LoopServer>> serve, EndPoint local, ServerOptions? options)
    {
        ArgumentNullException.ThrowIfNull(local);
        options ??= new ServerOptions();
        EventLoop[] loops = LoopsAt(local);
        var server = new LoopGroupServer();
        try
        {
            await ServeAsync(server, loops, serve, local, options).ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        Keep(server);
        return server;
    }

    /// <summary>The first loop finds the addresses, and the port where any would do; the others listen there as well.</summary>
    private static async Task ServeAsync(LoopGroupServer server, EventLoop[] loops, Func<EventLoop, EndPoint, ServerOptions, Task<LoopServer>> serve, EndPoint local, ServerOptions options)
    {
        ServerOptions alone = options with { Listen = options.Listen with { ReusePort = false } };
        ServerOptions shared = loops.Length == 1 ? options : options with { Listen = options.Listen with { ReusePort = true } };
        if (loops.Length > 1 && !options.Listen.ReusePort && local is not IPEndPoint { Port: 0 })
        {
            await RefuseIfTaken(loops[0], serve, local, alone).ConfigureAwait(false);
        }

        await server.AddAsync(loops[0], () => serve(loops[0], local, shared)).ConfigureAwait(false);
        foreach (EndPoint address in server.LocalEndPoints.ToArray())
        {
            foreach (EventLoop loop in loops[1..])
            {
                await server.AddAsync(loop, () => serve(loop, address, shared)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Another server whose listeners share their address would share with ours without a word.</summary>
    private static Task RefuseIfTaken(EventLoop loop, Func<EventLoop, EndPoint, ServerOptions, Task<LoopServer>> serve, EndPoint local, ServerOptions options) =>
        loop.RunThreadSafe(async () =>
        {
            LoopServer server = await serve(loop, local, options);
            server.Close();
            server.AbortClients();
        }).Completion;

    private EventLoop[] LoopsAt(EndPoint local)
    {
        if (local is UnixDomainSocketEndPoint)
        {
            return [_loops[(uint)Interlocked.Increment(ref _nextOfPath) % (uint)_loops.Length]];
        }

        return _loops.Length == 1 || OperatingSystem.IsLinux()
            ? _loops
            : throw new PlatformNotSupportedException($"{_loops.Length} event loops cannot listen at one address here, but on Linux only: make a group of 1.");
    }

    private void Keep(LoopGroupServer server)
    {
        lock (_lock)
        {
            _servers.RemoveAll(static old => !old.IsServing && old.ConnectionCount == 0);
            _servers.Add(server);
        }
    }

    private Task StopServing(TimeSpan patience)
    {
        lock (_lock)
        {
            return Task.WhenAll(_servers.Select(server => server.StopAsync(patience)));
        }
    }
}
