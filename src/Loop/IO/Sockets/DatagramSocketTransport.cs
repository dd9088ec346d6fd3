using System.Net;
using System.Net.Sockets;
using Sim.Transports;

namespace Sim;

/// <summary>A datagram socket of the machine.</summary>
internal sealed class DatagramSocketTransport : SocketTransport, IDatagramTransport
{
    /// <summary>How many datagrams are received in one go at most, so that a flood keeps nobody else waiting.</summary>
    private const int MostAtOnce = 16;

    private readonly Queue<(byte[] Data, EndPoint? To)> _pending = new();
    private readonly EndPoint? _remote;
    private IDatagramProtocol _protocol;
    private int _pendingBytes;

    public DatagramSocketTransport(SocketNetwork network, MachineSocket socket, EndPoint? remote, IDatagramProtocol protocol)
        : base(network, socket)
    {
        _remote = remote;
        _protocol = protocol;
    }

    public override IProtocol Protocol
    {
        get => _protocol;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _protocol = value as IDatagramProtocol ?? throw new ArgumentException($"{value.GetType()} is no IDatagramProtocol, as that of a datagram socket must be.", nameof(value));
        }
    }

    public override int WriteBufferSize => _pendingBytes;

    protected override bool WantsToReceive => true;

    protected override bool HasPending => _pending.Count > 0;

    public void Send(ReadOnlySpan<byte> data, EndPoint? to = null)
    {
        ThrowIfWrongAddress(to);
        if (IsLost)
        {
            return;
        }

        if (_pending.Count == 0)
        {
            SocketError error = OwnSocket.SendTo(data, _remote is null ? to : null);
            if (!MachineSocket.IsLater(error))
            {
                Tell(error);
                return;
            }
        }

        _pending.Enqueue((data.ToArray(), _remote is null ? to : null));
        _pendingBytes += data.Length;
        UpdateInterest();
        PauseIfFull();
    }

    protected override void ReceiveNow()
    {
        for (int i = 0; i < MostAtOnce && !IsClosing; i++)
        {
            int count = OwnSocket.ReceiveFrom(Network.Buffer, out EndPoint? from, out SocketError error);
            if (count < 0)
            {
                if (!MachineSocket.IsLater(error))
                {
                    Tell(error);
                }

                return;
            }

            Deliver(Network.Buffer[..count], from ?? _remote);
        }
    }

    protected override void SendPending()
    {
        while (_pending.TryPeek(out (byte[] Data, EndPoint? To) datagram))
        {
            SocketError error = OwnSocket.SendTo(datagram.Data, datagram.To);
            if (MachineSocket.IsLater(error))
            {
                return;
            }

            _pending.Dequeue();
            _pendingBytes -= datagram.Data.Length;
            Tell(error);
            if (IsLost)
            {
                return;
            }
        }
    }

    protected override void DropPending()
    {
        _pending.Clear();
        _pendingBytes = 0;
    }

    /// <summary>A Unix socket without a name of its own sends as nobody.</summary>
    private void Deliver(ReadOnlySpan<byte> data, EndPoint? from)
    {
        try
        {
            _protocol.DatagramReceived(data, from ?? NoEndPoint.Instance);
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            TakeFault(exception, nameof(IDatagramProtocol.DatagramReceived));
        }
    }

    private void Tell(SocketError error)
    {
        if (error == SocketError.Success)
        {
            return;
        }

        try
        {
            _protocol.ErrorReceived(new SocketException((int)error));
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            TakeFault(exception, nameof(IDatagramProtocol.ErrorReceived));
        }
    }

    private void ThrowIfWrongAddress(EndPoint? to)
    {
        if (_remote is null && to is null)
        {
            throw new ArgumentException("This datagram socket is connected to no address: say to whom to send.", nameof(to));
        }

        if (_remote is not null && to is not null && !to.Equals(_remote))
        {
            throw new ArgumentException($"This datagram socket is connected to {_remote}: it cannot send to {to}.", nameof(to));
        }
    }

    /// <summary>The address of a sender that has none.</summary>
    private sealed class NoEndPoint : EndPoint
    {
        public static NoEndPoint Instance { get; } = new();

        public override string ToString() => "(no address)";
    }
}
