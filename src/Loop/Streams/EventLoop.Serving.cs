using System.Net;
using System.Net.Sockets;
using Sim.Transports;

namespace Sim;

/// <content>Servers.</content>
public sealed partial class EventLoop
{
    internal const string TlsIsNotSimulated = "TLS is not simulated, as its keys come from inside of OpenSSL: leave it out in the simulation.";

    /// <summary>Serves connections with streams over them. Call it on the loop's thread.</summary>
    /// <param name="handler">
    /// Runs as a task for each connection. One that throws is reported to the loop's exception handler, and its connection closed; one that is
    /// canceled has its connection closed. One that is through closes the connection itself, or leaves it to others: <c>await using</c> it closes it.
    /// </param>
    /// <param name="local">An <see cref="IPEndPoint"/> (port 0: any that is free), a <see cref="DnsEndPoint"/> or, where supported, a <see cref="UnixDomainSocketEndPoint"/>.</param>
    /// <param name="options">Default: the values of <see cref="ServerOptions"/>.</param>
    /// <returns>The server, which listens.</returns>
    /// <exception cref="SocketException">The address is in use, or not of this host; the name is unknown.</exception>
    /// <exception cref="NotSimulatedException">The code is part of a simulation, and asks for TLS or a Unix socket.</exception>
    public Task<LoopServer> StartServerAsync(Func<StreamConnection, Task> handler, EndPoint local, ServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        int limit = (options ?? new ServerOptions()).Limit;
        return CreateServerAsync(() => new StreamProtocol(this, limit, handler), local, options);
    }

    /// <param name="handler">Runs as a task for each connection.</param>
    /// <param name="host">A name, or an address as text.</param>
    /// <param name="port">From 1 to 65,535, or 0 for any that is free.</param>
    /// <param name="options">Default: the values of <see cref="ServerOptions"/>.</param>
    /// <inheritdoc cref="StartServerAsync(Func{StreamConnection, Task}, EndPoint, ServerOptions?)"/>
    public Task<LoopServer> StartServerAsync(Func<StreamConnection, Task> handler, string host, int port, ServerOptions? options = null) =>
        StartServerAsync(handler, new DnsEndPoint(host, port), options);

    /// <summary>Serves connections with protocols that are told what happens. Call it on the loop's thread.</summary>
    /// <param name="protocol">Called for each connection: an <see cref="IStreamProtocol"/> or <see cref="IBufferedProtocol"/>.</param>
    /// <param name="local">An <see cref="IPEndPoint"/> (port 0: any that is free), a <see cref="DnsEndPoint"/> or, where supported, a <see cref="UnixDomainSocketEndPoint"/>.</param>
    /// <param name="options">Default: the values of <see cref="ServerOptions"/>.</param>
    /// <inheritdoc cref="StartServerAsync(Func{StreamConnection, Task}, EndPoint, ServerOptions?)"/>
    public async Task<LoopServer> CreateServerAsync(Func<IProtocol> protocol, EndPoint local, ServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(local);
        options ??= new ServerOptions();
        if (options.Tls is not null)
        {
            ThrowIfSimulated(TlsIsNotSimulated);
        }

        var server = new LoopServer(this, options);
        Func<IProtocol> served = options.Tls is null ? protocol : () => TlsConnecting.Serve(this, server, protocol, options);
        ListenOptions listen = options.Listen with { Keeper = server };
        ListenAtAll(server, await AddressesOf(local, CancellationToken.None), served, listen);
        return server;
    }

    /// <summary>Refuses what a simulation has no picture of.</summary>
    internal void ThrowIfSimulated(string why)
    {
        if (Simulating is not null)
        {
            throw new NotSimulatedException(why);
        }
    }

    private void ListenAtAll(LoopServer server, IReadOnlyList<EndPoint> addresses, Func<IProtocol> protocol, ListenOptions options)
    {
        try
        {
            foreach (EndPoint address in addresses)
            {
                server.Add(Network.Listen(address, protocol, options));
            }
        }
        catch
        {
            server.Close();
            throw;
        }
    }
}
