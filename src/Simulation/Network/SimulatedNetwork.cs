using System.Net;
using System.Net.Sockets;
using Sim.Capture;
using Sim.Transports;

namespace Sim;

/// <summary>The network between the hosts of one run. It acts for the host whose code calls it.</summary>
/// <remarks>
/// The body of the test is the host <c>test</c> at 10.0.0.1; further hosts follow from 10.0.0.2 on in the order in which they were added.
/// A host is reached by its name (letters of either case) or its address; <c>localhost</c>, 127.0.0.1 and ::1 are the calling host itself.
/// Looking up a name takes no time unless <see cref="Dns"/> is told otherwise. Every latency between two hosts is a recorded draw; within a host it is
/// always 50 µs, and no fault strikes there.
/// </remarks>
public sealed partial class SimulatedNetwork
{
    private readonly Fabric _fabric;
    private readonly List<NetworkNode> _nodes = [];
    private readonly Dictionary<string, NetworkNode> _byName = new(StringComparer.OrdinalIgnoreCase);

    private int _connections;

    internal SimulatedNetwork(World world, RunOwner owner)
    {
        _fabric = new Fabric(world, owner);
        Dns = new SimulatedDns(this, _fabric);
        OfLoops = new HostNetwork(this, _fabric);
        AddNode(HostNames.Test);
    }

    /// <summary>The least time that a segment takes from host to host.</summary>
    /// <value>Default 0.5 ms; from zero to an hour. Setting it above <see cref="MaxLatency"/> raises that too.</value>
    /// <remarks>A segment draws one of ten evenly spaced latencies, of which this is the boring one.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan MinLatency
    {
        get => _fabric.MinLatency;
        set => _fabric.MinLatency = value;
    }

    /// <summary>The greatest time that a segment takes from host to host.</summary>
    /// <value>Default 5 ms; from zero to an hour. Setting it below <see cref="MinLatency"/> lowers that too.</value>
    /// <remarks>A segment that would overtake an earlier one of its connection waits for it, which never takes longer than this.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan MaxLatency
    {
        get => _fabric.MaxLatency;
        set => _fabric.MaxLatency = value;
    }

    /// <summary>
    /// Opens a connection over this network for a <see cref="SocketsHttpHandler"/>, always for the host whose code got this property, whoever
    /// calls it later.
    /// </summary>
    public Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> ConnectCallback
    {
        get
        {
            NetworkNode node = _fabric.CurrentNode;
            return (context, token) => ConnectStreamAsync(node, context.DnsEndPoint, token);
        }
    }

    /// <summary>The network as event loops see it.</summary>
    internal ILoopNetwork OfLoops { get; }

    internal IReadOnlyList<NetworkNode> Nodes => _nodes;

    /// <summary>Listens at a port of the calling host.</summary>
    /// <param name="port">From 1 to 65,535, or 0 for a free one from 49,152 on.</param>
    /// <param name="address">
    /// Null, <see cref="IPAddress.Any"/> and <see cref="IPAddress.IPv6Any"/>: all addresses of the host. <see cref="IPAddress.Loopback"/> and
    /// <see cref="IPAddress.IPv6Loopback"/>: that address, which only the host itself can reach. The host's own address: that one.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such port.</exception>
    /// <exception cref="SocketException">
    /// The port is in use (<see cref="SocketError.AddressAlreadyInUse"/>), the address is not the host's (<see cref="SocketError.AddressNotAvailable"/>), or the
    /// host has 256 listeners (<see cref="SocketError.TooManyOpenSockets"/>).
    /// </exception>
    public SimulatedListener Listen(int port, IPAddress? address = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        return Listen(port, address, SimulatedListener.DefaultBacklog);
    }

    /// <summary>Listens with a backlog.</summary>
    internal SimulatedListener Listen(int port, IPAddress? address, int backlog)
    {
        _fabric.ThrowIfOver();
        NetworkNode node = _fabric.CurrentNode;
        node.ThrowIfDown();
        var endPoint = new IPEndPoint(node.CheckAddress(address ?? IPAddress.Any), port == 0 ? node.NextPort() : port);
        var listener = new SimulatedListener(_fabric, node, endPoint) { Backlog = backlog };
        node.Add(listener);
        _fabric.NoteListening(node);
        return listener;
    }

    /// <summary>Connects the calling host to a port of a host: the request takes a latency, and the answer another.</summary>
    /// <param name="host">A host's name or address.</param>
    /// <param name="port">From 1 to 65,535.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such port.</exception>
    /// <exception cref="SocketException">
    /// There is no host of this name (<see cref="SocketError.HostNotFound"/>) or address (<see cref="SocketError.HostUnreachable"/>), or the name cannot be looked up now
    /// (<see cref="SocketError.TryAgain"/>). Nobody listens there, 512 others wait to be accepted, or the host has 10,000 open connections
    /// (<see cref="SocketError.ConnectionRefused"/>, after both latencies). Nobody answers (<see cref="SocketError.TimedOut"/>, after <see cref="TcpOptions.ConnectRetransmissions"/>).
    /// The calling host has 10,000 open connections (<see cref="SocketError.TooManyOpenSockets"/>).
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public ValueTask<SimulatedConnection> ConnectAsync(string host, int port, CancellationToken cancellationToken = default) =>
        ConnectAsync(_fabric.CurrentNode, host, port, cancellationToken);

    /// <summary>
    /// Makes a handler that connects over this network, for the calling host and without a proxy; otherwise it is as new. Dispose it as any
    /// other.
    /// </summary>
    public SocketsHttpHandler CreateHandler()
    {
        var handler = new SocketsHttpHandler { ConnectCallback = ConnectCallback, UseProxy = false };
        _fabric.KeepAlive(handler);
        return handler;
    }

    /// <summary>Makes a client over <see cref="CreateHandler"/>, which it disposes.</summary>
    /// <param name="baseAddress">The address from which relative ones go out, such as <c>http://shop:8080</c>.</param>
    /// <exception cref="UriFormatException">It is no absolute address.</exception>
    public HttpClient CreateHttpClient(string baseAddress)
    {
        var address = new Uri(baseAddress, UriKind.Absolute);
        return new HttpClient(CreateHandler(), disposeHandler: true) { BaseAddress = address };
    }

    /// <summary>Adds a host; the caller has checked the name.</summary>
    internal NetworkNode AddNode(string name)
    {
        var node = new NetworkNode(_nodes.Count, name);
        _nodes.Add(node);
        _byName.Add(name, node);
        return node;
    }

    private async ValueTask<Stream> ConnectStreamAsync(NetworkNode node, DnsEndPoint endPoint, CancellationToken token) =>
        (await ConnectAsync(node, endPoint.Host, endPoint.Port, token).ConfigureAwait(false)).Stream;

    private ValueTask<SimulatedConnection> ConnectAsync(NetworkNode node, string host, int port, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        _fabric.ThrowIfOver();
        node.ThrowIfDown();
        if (token.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<SimulatedConnection>(token);
        }

        if (Dns.IsSlow)
        {
            return ConnectLaterAsync(node, host, port, token);
        }

        SocketException? failure = Resolve(node, host, out NetworkNode to, out IPAddress address) ?? node.CheckRoom();
        return failure is null
            ? Begin(node, to, new IPEndPoint(address, port), token)
            : ValueTask.FromException<SimulatedConnection>(failure);
    }

    /// <summary>Connects the calling host to an address, from a port of its own where that is not 0.</summary>
    internal ValueTask<SimulatedConnection> ConnectAsync(IPEndPoint remote, int ownPort, CancellationToken token)
    {
        _fabric.ThrowIfOver();
        NetworkNode node = _fabric.CurrentNode;
        node.ThrowIfDown();
        SocketException? failure = Find(node, remote.Address, out NetworkNode to) ?? node.CheckRoom() ?? node.CheckPort(ownPort);
        return failure is null ? Begin(node, to, remote, token, ownPort) : ValueTask.FromException<SimulatedConnection>(failure);
    }

    private ValueTask<SimulatedConnection> Begin(NetworkNode from, NetworkNode to, IPEndPoint wanted, CancellationToken token, int ownPort = 0)
    {
        // Over loopback both ends have the same address; otherwise a host calls from its own.
        var own = new IPEndPoint(ReferenceEquals(from, to) ? wanted.Address : from.Address, ownPort == 0 ? from.NextPort() : ownPort);
        (SimulatedConnection client, SimulatedConnection server) =
            SimulatedConnection.MakePair(_fabric, $"c{++_connections}", (from, own), (to, wanted));
        return new Handshake(_fabric, client, server).Begin(token);
    }

    private async ValueTask<SimulatedConnection> ConnectLaterAsync(NetworkNode node, string host, int port, CancellationToken token)
    {
        (NetworkNode to, IPAddress address) = await ResolveAsync(node, host, token).ConfigureAwait(false);
        _fabric.ThrowIfOver();
        return node.CheckRoom() is { } failure ? throw failure : await Begin(node, to, new IPEndPoint(address, port), token).ConfigureAwait(false);
    }
}
