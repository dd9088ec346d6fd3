using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Sim;

/// <summary>A host as the network sees it: its address, who listens at it, and its open connections in the order in which they were opened.</summary>
internal sealed class NetworkNode(int index, string name)
{
    /// <summary>The most listeners of one host.</summary>
    public const int MostListeners = 256;

    /// <summary>The most open connections of one host; fewer than there are ephemeral ports.</summary>
    public const int MostConnections = 10_000;

    private const int FirstEphemeralPort = 49_152;

    private readonly List<SimulatedListener> _listeners = [];
    private readonly LinkedList<SimulatedConnection> _connections = new();
    private readonly HashSet<int> _ports = [];
    private readonly List<SimulatedDatagramSocket> _sockets = [];
    private bool _isDown;
    private int _lastPort = FirstEphemeralPort - 1;

    /// <summary>Its place in the order in which the hosts were added.</summary>
    public int Index { get; } = index;

    public string Name { get; } = name;

    /// <summary>10.0.0.1 for the first, and on from there.</summary>
    public IPAddress Address { get; } = new([10, (byte)((index + 1) >> 16), (byte)((index + 1) >> 8), (byte)(index + 1)]);

    /// <summary>Whether its machine has crashed and did not start again: what reaches it reaches nobody.</summary>
    public bool IsOff { get; private set; }

    /// <summary>The index of the host that has this address; possibly of none.</summary>
    public static int IndexOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out int length) && length == 4 && bytes[0] == 10 ? ((bytes[1] << 16) | (bytes[2] << 8) | bytes[3]) - 1 : -1;
    }

    /// <summary>Begins to listen.</summary>
    public void Add(SimulatedListener listener)
    {
        if (_listeners.Count >= MostListeners)
        {
            throw NetworkErrors.Socket(SocketError.TooManyOpenSockets, $"the host {Name} has {MostListeners} listeners, which is the limit");
        }

        if (_listeners.Exists(other => other.Overlaps(listener)))
        {
            throw NetworkErrors.Socket(SocketError.AddressAlreadyInUse, $"port {listener.LocalEndPoint.Port} of the host {Name}");
        }

        _listeners.Add(listener);
    }

    public void Remove(SimulatedListener listener) => _listeners.Remove(listener);

    /// <summary>The next ephemeral port that nobody uses. There is one: the limits are lower than the number of these ports.</summary>
    public int NextPort()
    {
        do
        {
            _lastPort = _lastPort == IPEndPoint.MaxPort ? FirstEphemeralPort : _lastPort + 1;
        }
        while (_listeners.Exists(listener => listener.LocalEndPoint.Port == _lastPort) || _ports.Contains(_lastPort));
        return _lastPort;
    }

    /// <summary>Refuses an address at which this host cannot listen.</summary>
    public IPAddress CheckAddress(IPAddress address) =>
        IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.Equals(Address)
            ? address
            : throw NetworkErrors.Socket(SocketError.AddressNotAvailable, $"{address} is not an address of the host {Name}");

    /// <summary>The failure of a host that can open no further connection.</summary>
    public SocketException? CheckRoom() => WhyFull() is { } why ? NetworkErrors.Socket(SocketError.TooManyOpenSockets, why) : null;

    /// <summary>The failure of a host that asks for a port from which it calls already.</summary>
    public SocketException? CheckPort(int port) =>
        _ports.Contains(port) ? NetworkErrors.Socket(SocketError.AddressAlreadyInUse, $"port {port} of the host {Name}") : null;

    /// <summary>Why the host can open no further connection, if it cannot.</summary>
    private string? WhyFull() =>
        _connections.Count < MostConnections ? null : $"the host {Name} has {MostConnections} open connections, which is the limit";

    public void Add(SimulatedConnection connection)
    {
        connection.Place = _connections.AddLast(connection);
        if (connection.IsClient)
        {
            _ports.Add(connection.LocalEndPoint.Port);
        }
    }

    public void Remove(SimulatedConnection connection)
    {
        if (connection.Place is { } place)
        {
            _connections.Remove(place);
            connection.Place = null;
        }

        if (connection.IsClient)
        {
            _ports.Remove(connection.LocalEndPoint.Port);
        }
    }

    /// <summary>Lets in a connection that was asked for, if somebody listens and there is room.</summary>
    public bool Admit(SimulatedConnection connection, [NotNullWhen(false)] out string? why)
    {
        SimulatedListener? listener = _listeners.Find(each => each.Covers(connection.LocalEndPoint));
        why = listener is null ? $"nobody listens at port {connection.LocalEndPoint.Port} of {Name}" : WhyFull() ?? listener.WhyFull();
        if (why is not null)
        {
            return false;
        }

        Add(connection);
        listener!.Offer(connection);
        return true;
    }

    /// <summary>Refuses what code of a host that is down does while it unwinds.</summary>
    public void ThrowIfDown()
    {
        if (_isDown)
        {
            throw new InvalidOperationException($"The host {Name} is down: nothing of it may use the network.");
        }
    }

    /// <summary>A datagram has arrived: whoever is bound to its port gets it, if anybody.</summary>
    public void Receive(Datagram datagram)
    {
        SimulatedDatagramSocket? socket = IsOff ? null : SocketAt(datagram.Port);
        if (socket is null)
        {
            if (!IsOff)
            {
                datagram.Asks?.TellRefused(this, datagram.Port);
            }

            datagram.Free();
        }
        else
        {
            socket.Take(datagram);
        }
    }

    /// <summary>Binds a socket.</summary>
    public void Add(SimulatedDatagramSocket socket)
    {
        if (_sockets.Count >= MostListeners)
        {
            throw NetworkErrors.Socket(SocketError.TooManyOpenSockets, $"the host {Name} has {MostListeners} datagram sockets, which is the limit");
        }

        if (SocketAt(socket.LocalEndPoint.Port) is not null)
        {
            throw NetworkErrors.Socket(SocketError.AddressAlreadyInUse, $"datagram port {socket.LocalEndPoint.Port} of the host {Name}");
        }

        _sockets.Add(socket);
    }

    public void Remove(SimulatedDatagramSocket socket) => _sockets.Remove(socket);

    /// <summary>The next ephemeral port to which no datagram socket is bound.</summary>
    public int NextDatagramPort()
    {
        int port = FirstEphemeralPort;
        while (SocketAt(port) is not null)
        {
            port++;
        }

        return port;
    }

    /// <summary>Closes all that is open, as the end of a process does: its machine stays up, refuses and resets.</summary>
    public void Close()
    {
        _isDown = true;
        CloseSockets();
        while (_listeners.Count > 0)
        {
            _listeners[0].Dispose();
        }

        while (_connections.First is { } first)
        {
            first.Value.Dispose();
        }
    }

    /// <summary>
    /// All that is open is gone, as when the machine loses its power: nothing is sent. Until it restarts, what reaches it reaches nobody, and
    /// peers hear nothing; afterwards it resets the connections of which it knows nothing.
    /// </summary>
    public void Crash()
    {
        _isDown = true;
        IsOff = true;
        CloseSockets();
        while (_listeners.Count > 0)
        {
            _listeners[0].Crash();
        }

        while (_connections.First is { } first)
        {
            first.Value.Crash();
        }
    }

    /// <summary>The host is up again, after it closed or crashed: with the same name and address, and nothing open.</summary>
    public void Restart()
    {
        _isDown = false;
        IsOff = false;
    }

    private void CloseSockets()
    {
        while (_sockets.Count > 0)
        {
            _sockets[0].Dispose();
        }
    }

    /// <summary>A host has few sockets: looking at each is the quickest.</summary>
    private SimulatedDatagramSocket? SocketAt(int port)
    {
        for (int i = 0; i < _sockets.Count; i++)
        {
            if (_sockets[i].LocalEndPoint.Port == port)
            {
                return _sockets[i];
            }
        }

        return null;
    }
}
