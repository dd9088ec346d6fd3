using System.Net;
using System.Net.Sockets;
using Sim.Transports;

namespace Sim;

/// <summary>A datagram socket of the simulated network as a transport of an event loop. It never has to queue what it sends.</summary>
internal sealed class SimulatedDatagramTransport : LoopActor, IDatagramTransport
{
    private readonly SimulatedDatagramSocket _socket;
    private readonly IPEndPoint? _remote;
    private readonly IPEndPoint? _peer;
    private readonly Queue<Exception> _errors = new();
    private readonly byte[] _buffer = new byte[SimulatedDatagramSocket.MaxLength];
    private IProtocol _protocol;
    private Exception? _error;
    private bool _isMade;
    private bool _isLost;

    public SimulatedDatagramTransport(EventLoop loop, Fabric fabric, SimulatedDatagramSocket socket, IPEndPoint? remote, IDatagramProtocol protocol)
        : base(loop, fabric)
    {
        _socket = socket;
        _remote = remote;
        _peer = remote is not null && IPAddress.IsLoopback(remote.Address) ? new IPEndPoint(socket.Address.Address, remote.Port) : remote;
        _protocol = Check(protocol);
        socket.Arrived = Signal;
        if (remote is not null)
        {
            socket.Refused = OnRefused;
        }

        Signal();
    }

    public EndPoint LocalEndPoint => _socket.LocalEndPoint;

    public EndPoint? RemoteEndPoint => _remote;

    public IProtocol Protocol
    {
        get => _protocol;
        set => _protocol = Check(value);
    }

    public bool IsClosing { get; private set; }

    public int WriteBufferSize => 0;

    public WriteBufferLimits WriteBufferLimits { get; set; } = WriteBufferLimits.Default;

    protected override bool HasWork => !_isLost && (!_isMade || IsClosing || _errors.Count > 0 || _socket.Available > 0);

    private IDatagramProtocol Told => (IDatagramProtocol)_protocol;

    public void Send(ReadOnlySpan<byte> data, EndPoint? to = null)
    {
        IPEndPoint destination = Destination(to);
        if (IsClosing)
        {
            return;
        }

        try
        {
            _socket.Send(data, destination);
        }
        catch (SocketException exception)
        {
            _errors.Enqueue(exception);
            Signal();
        }
    }

    public void Close()
    {
        IsClosing = true;
        Signal();
    }

    public void Abort() => Close();

    protected override void DoNext()
    {
        if (!_isMade)
        {
            _isMade = true;
            Guard(static transport => transport._protocol.ConnectionMade(transport), nameof(IProtocol.ConnectionMade));
        }
        else if (IsClosing)
        {
            Lose();
        }
        else if (_errors.TryDequeue(out Exception? error))
        {
            Guard(transport => transport.Told.ErrorReceived(error), nameof(IDatagramProtocol.ErrorReceived));
        }
        else
        {
            Guard(static transport => transport.Receive(), nameof(IDatagramProtocol.DatagramReceived));
        }
    }

    private static IProtocol Check(IProtocol protocol) => protocol switch
    {
        IDatagramProtocol => protocol,
        null => throw new ArgumentNullException(nameof(protocol), "A datagram socket has a protocol; the factory returned none."),
        _ => throw new ArgumentException($"The protocol of a datagram socket is an IDatagramProtocol, not a {protocol.GetType()}.", nameof(protocol)),
    };

    private IPEndPoint Destination(EndPoint? to) => (_remote, to) switch
    {
        ({ } remote, null) => remote,
        ({ } remote, _) when remote.Equals(to) => remote,
        ({ } remote, _) => throw new ArgumentException($"This socket is connected to {remote} and sends to nobody else: open one that is not connected.", nameof(to)),
        (null, IPEndPoint address) => address,
        (null, null) => throw new ArgumentException("This socket is connected to nobody: say to whom to send.", nameof(to)),
        _ => throw new ArgumentException($"Datagrams are sent to an IPEndPoint, not to a {to!.GetType()}.", nameof(to)),
    };

    private void Receive()
    {
        if (_socket.TryReceive(_buffer, out ReceivedDatagram received) && (_peer is null || _peer.Equals(received.RemoteEndPoint)))
        {
            Told.DatagramReceived(_buffer.AsSpan(0, received.Length), _remote ?? received.RemoteEndPoint);
        }
    }

    private void OnRefused(IPEndPoint by)
    {
        _errors.Enqueue(NetworkErrors.Socket(SocketError.ConnectionRefused, $"nothing is bound to port {by.Port} there"));
        Signal();
    }

    private void Lose()
    {
        _isLost = true;
        Guard(static transport => transport._protocol.ConnectionLost(transport._error), nameof(IProtocol.ConnectionLost));
        _socket.Dispose();
    }

    private void Guard(Action<SimulatedDatagramTransport> call, string method)
    {
        try
        {
            call(this);
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            Report($"{_protocol.GetType().Name}.{method} threw: its socket is closed.", exception);
            _error = exception;
            Close();
        }
    }
}
