using System.Net;
using System.Net.Sockets;
using Sim.Transports;

namespace Sim;

/// <content>Connections to others, by address or by name.</content>
public sealed partial class EventLoop
{
    /// <summary>Opens connections of this loop for a <see cref="SocketsHttpHandler"/> (<see cref="SocketsHttpHandler.ConnectCallback"/>), on whatever thread that asks for them.</summary>
    public Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> ConnectCallback => ConnectStreamAsync;

    /// <summary>Connects, with streams over the connection. Call it on the loop's thread.</summary>
    /// <param name="remote">An <see cref="IPEndPoint"/>, a <see cref="DnsEndPoint"/>, or, where supported, a <see cref="UnixDomainSocketEndPoint"/>.</param>
    /// <param name="options">Default: the values of <see cref="ConnectionOptions"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">The name is unknown, or no address answers.</exception>
    /// <exception cref="IOException">TLS: the other side broke the connection in the handshake.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">TLS: the two do not agree, or its certificate is not trusted.</exception>
    /// <exception cref="OperationCanceledException">The task or the token was canceled.</exception>
    /// <exception cref="NotSimulatedException">The code is part of a simulation, and asks for TLS or a Unix socket.</exception>
    public async Task<StreamConnection> OpenConnectionAsync(EndPoint remote, ConnectionOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ConnectionOptions();
        IStreamTransport transport = await CreateConnectionAsync(() => new StreamProtocol(this, options.Limit), remote, options, cancellationToken);
        return ((StreamProtocol)transport.Protocol).Connection!;
    }

    /// <param name="host">A name, or an address as text.</param>
    /// <param name="port">From 1 to 65,535.</param>
    /// <param name="options">Default: the values of <see cref="ConnectionOptions"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <inheritdoc cref="OpenConnectionAsync(EndPoint, ConnectionOptions?, CancellationToken)"/>
    public Task<StreamConnection> OpenConnectionAsync(string host, int port, ConnectionOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenConnectionAsync(new DnsEndPoint(host, port), options, cancellationToken);

    /// <summary>Connects, with a protocol that is told what happens. Call it on the loop's thread.</summary>
    /// <param name="protocol">Called once, when the connection is there: an <see cref="IStreamProtocol"/> or <see cref="IBufferedProtocol"/>. If several addresses are tried, of those that answer at the same time each has one.</param>
    /// <param name="remote">An <see cref="IPEndPoint"/>, a <see cref="DnsEndPoint"/>, or, where supported, a <see cref="UnixDomainSocketEndPoint"/>.</param>
    /// <param name="options">Default: the values of <see cref="ConnectionOptions"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The transport, after <see cref="IProtocol.ConnectionMade"/>.</returns>
    /// <inheritdoc cref="OpenConnectionAsync(EndPoint, ConnectionOptions?, CancellationToken)" path="/exception"/>
    public async Task<IStreamTransport> CreateConnectionAsync(
        Func<IProtocol> protocol, EndPoint remote, ConnectionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(remote);
        options ??= new ConnectionOptions();
        if (options.Tls is not null)
        {
            ThrowIfSimulated(TlsIsNotSimulated);
        }

        IReadOnlyList<EndPoint> addresses = await AddressesOf(remote, cancellationToken);
        return await AsTaskOfLoop(addresses.Count > 1, () => options.Tls is null
            ? ConnectToFirst(protocol, addresses, options, cancellationToken)
            : TlsConnecting.ConnectAsync(this, protocol, inner => ConnectToFirst(inner, addresses, options, cancellationToken), HostOf(remote), options, cancellationToken));
    }

    /// <summary>Opens a datagram socket, with a protocol that is told what happens. Call it on the loop's thread.</summary>
    /// <param name="protocol">Called once.</param>
    /// <param name="local">Its own address; null for any.</param>
    /// <param name="remote">The only address with which it speaks; null for all. Names are looked up.</param>
    /// <param name="options">Default: the values of <see cref="DatagramOptions"/>.</param>
    /// <param name="cancellationToken">Gives up where a name is being looked up.</param>
    /// <exception cref="SocketException">The address is in use, or not of this host, or the name is unknown.</exception>
    /// <exception cref="ArgumentException">Both addresses are null, or of different families.</exception>
    public async Task<IDatagramTransport> CreateDatagramEndpointAsync(
        Func<IDatagramProtocol> protocol, EndPoint? local = null, EndPoint? remote = null, DatagramOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        EndPoint? own = local is null ? null : (await AddressesOf(local, cancellationToken))[0];
        EndPoint? other = remote is null ? null : (await AddressesOf(remote, cancellationToken))[0];
        return Network.OpenDatagram(own, other, protocol, options);
    }

    /// <summary>What a name stands for, in the order in which to try it; anything else is as it is.</summary>
    internal async Task<IReadOnlyList<EndPoint>> AddressesOf(EndPoint endPoint, CancellationToken token)
    {
        if (endPoint is not DnsEndPoint name)
        {
            return [endPoint];
        }

        using var canceled = new CanceledWithTask(token);
        IPAddress[] addresses = await Network.ResolveAsync(name.Host, canceled.Token);
        canceled.ThrowIfCanceled();
        return [.. HappyEyeballs.Interleave([.. addresses.Where(address => name.AddressFamily is AddressFamily.Unspecified || address.AddressFamily == name.AddressFamily)])
            .Select(address => new IPEndPoint(address, name.Port))];
    }

    private async ValueTask<Stream> ConnectStreamAsync(SocketsHttpConnectionContext context, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(context);
        Task<StreamConnection> connecting = IsOnLoopThread
            ? OpenConnectionAsync(context.DnsEndPoint, cancellationToken: token)
            : RunThreadSafe(() => OpenConnectionAsync(context.DnsEndPoint, cancellationToken: token)).Completion;
        return (await connecting.ConfigureAwait(false)).Stream;
    }

    private static string HostOf(EndPoint remote) => remote switch
    {
        DnsEndPoint name => name.Host,
        IPEndPoint address => address.Address.ToString(),
        _ => "",
    };

    private async Task<IStreamTransport> ConnectToFirst(Func<IProtocol> protocol, IReadOnlyList<EndPoint> addresses, ConnectionOptions options, CancellationToken token) =>
        await HappyEyeballs.ConnectAsync(addresses, address => ConnectTo(address, protocol, options, token), options);

    private async Task<IStreamTransport> ConnectTo(EndPoint address, Func<IProtocol> protocol, ConnectionOptions options, CancellationToken token)
    {
        using var canceled = new CanceledWithTask(token);
        IStreamTransport transport = await Network.ConnectAsync(address, protocol, options.Connect, canceled.Token);
        if (canceled.IsCanceled)
        {
            transport.Abort();
            canceled.ThrowIfCanceled();
        }

        return transport;
    }

    /// <summary>A race is run by a task.</summary>
    private async Task<T> AsTaskOfLoop<T>(bool isNeeded, Func<Task<T>> body) =>
        isNeeded && LoopTask.Current is null ? await CreateTask(body) : await body();
}
