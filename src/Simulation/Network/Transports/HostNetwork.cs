using System.Net;
using System.Net.Sockets;
using Sim.Transports;

namespace Sim;

/// <summary>The simulated network as event loops see it: acts for the host whose code calls, and on the loop that runs that code.</summary>
internal sealed class HostNetwork(SimulatedNetwork network, Fabric fabric) : ILoopNetwork
{
    public async Task<IStreamTransport> ConnectAsync(EndPoint remote, Func<IProtocol> protocol, ConnectOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        EventLoop loop = EventLoop.Current;
        IPEndPoint address = CheckAddress(remote, nameof(remote), leastPort: 1);
        int ownPort = options?.LocalEndPoint is { } own ? CheckAddress(own, nameof(options)).Port : 0;
        cancellation.ThrowIfCancellationRequested();
        SimulatedConnection connection = await network.ConnectAsync(address, ownPort, cancellation);
        return await Make(loop, connection, protocol).Made;
    }

    public ITransportListener Listen(EndPoint local, Func<IProtocol> protocol, ListenOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        IPEndPoint address = CheckAddress(local, nameof(local));
        options ??= new ListenOptions();
        SimulatedListener listener = network.Listen(address.Port, Own(address), Math.Max(1, options.Backlog));
        return new SimulatedTransportListener(EventLoop.Current, fabric, listener, protocol, options.Keeper);
    }

    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        cancellation.ThrowIfCancellationRequested();
        return [IPAddress.TryParse(host, out IPAddress? address) ? address : await network.Dns.ResolveAsync(host, cancellation)];
    }

    public IDatagramTransport OpenDatagram(EndPoint? local, EndPoint? remote, Func<IDatagramProtocol> protocol, DatagramOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        IPEndPoint? own = local is null ? null : CheckAddress(local, nameof(local));
        IPEndPoint? other = remote is null ? null : CheckAddress(remote, nameof(remote), leastPort: 1);
        if (own is null && other is null)
        {
            throw new ArgumentException("A datagram socket has an address of its own, or is connected to one: give at least one of the two.", nameof(local));
        }

        if (options is { AllowBroadcast: true })
        {
            throw new NotSimulatedException("Broadcasts are not simulated: send to each host by itself.");
        }

        return new SimulatedDatagramTransport(EventLoop.Current, fabric, network.BindDatagram(own?.Port ?? 0), other, protocol());
    }

    private SimulatedTransport Make(EventLoop loop, SimulatedConnection connection, Func<IProtocol> protocol)
    {
        try
        {
            return new SimulatedTransport(loop, fabric, connection, protocol());
        }
        catch
        {
            connection.Reset();
            throw;
        }
    }

    /// <summary>Hosts have addresses of IPv4 only; that for all of IPv6 means all of them.</summary>
    private static IPAddress Own(IPEndPoint address) => address.Address.IsIPv4MappedToIPv6 ? address.Address.MapToIPv4() : address.Address;

    private static IPEndPoint CheckAddress(EndPoint endPoint, string parameter, int leastPort = 0)
    {
        ArgumentNullException.ThrowIfNull(endPoint, parameter);
        return endPoint switch
        {
            IPEndPoint address when address.Port >= leastPort => address,
            IPEndPoint => throw new ArgumentOutOfRangeException(parameter, endPoint, "A port to reach somebody at is from 1 to 65,535."),
            UnixDomainSocketEndPoint => throw new NotSimulatedException("Unix sockets are not simulated: use a port of IPAddress.Loopback in the simulation."),
            _ => throw new ArgumentException($"The network knows addresses (IPEndPoint), not a {endPoint.GetType().Name}: look names up first.", parameter),
        };
    }
}
