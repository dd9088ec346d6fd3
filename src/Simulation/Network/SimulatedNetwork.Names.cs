using System.Net;
using System.Net.Sockets;

namespace Sim;

/// <content>Names and addresses.</content>
public sealed partial class SimulatedNetwork
{
    /// <summary>How names are looked up: how long that takes, how it fails, and what a name stands for.</summary>
    public SimulatedDns Dns { get; }

    /// <summary>The host that a name or an address stands for, and the address at which it is called.</summary>
    internal SocketException? Resolve(NetworkNode from, string host, out NetworkNode to, out IPAddress address)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        if (IPAddress.TryParse(host, out IPAddress? parsed))
        {
            address = parsed;
            return Find(from, parsed, out to);
        }

        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            (to, address) = (from, IPAddress.Loopback);
            return null;
        }

        SocketException? failure = Dns.Find(host, out NetworkNode? node);
        (to, address) = (node!, node?.Address!);
        return failure;
    }

    /// <summary>The host that has an address.</summary>
    internal SocketException? Find(NetworkNode from, IPAddress address, out NetworkNode to)
    {
        int index = NetworkNode.IndexOf(address);
        to = index >= 0 && index < _nodes.Count ? _nodes[index] : IPAddress.IsLoopback(address) ? from : null!;
        return to is not null ? null : NetworkErrors.Socket(SocketError.HostUnreachable, $"no host of this simulation has the address {address}");
    }

    /// <summary>Looks a host up, which may take time and may fail.</summary>
    internal ValueTask<(NetworkNode Node, IPAddress Address)> ResolveAsync(NetworkNode from, string host, CancellationToken token)
    {
        SocketException? failure = Resolve(from, host, out NetworkNode to, out IPAddress address);
        bool isName = !IPAddress.TryParse(host, out _) && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
        return isName && Dns.IsSlow ? Dns.LookUp(from, host, token)
            : failure is null ? new((to, address))
            : ValueTask.FromException<(NetworkNode, IPAddress)>(failure);
    }

    /// <summary>The host of a name, in letters of either case.</summary>
    internal bool TryFind(string name, out NetworkNode? node) => _byName.TryGetValue(name, out node);

    /// <summary>The host that is meant by a name, where it must be one.</summary>
    internal NetworkNode Get(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        return TryFind(name, out NetworkNode? node) ? node!
            : throw new ArgumentException($"No host of this simulation is called \"{name}\". There are: {Some(_nodes)}.", parameter);
    }

    private static string Some(IReadOnlyList<NetworkNode> nodes) =>
        string.Join(", ", nodes.Take(10).Select(static node => node.Name)) + (nodes.Count > 10 ? $" and {nodes.Count - 10:N0} more" : "");
}
