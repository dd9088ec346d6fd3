using System.Net;
using System.Net.Sockets;

namespace Sim;

/// <summary>A datagram socket (UDP) of a simulated host. What it sends may be lost, doubled, damaged and overtaken, as the links have it.</summary>
/// <remarks>
/// Sending never waits for anybody and tells nothing of what becomes of the datagram. What arrives while nobody receives waits in a
/// buffer; what finds no room there is lost, and so is what arrives at a port to which nothing is bound.
/// </remarks>
public sealed class SimulatedDatagramSocket : IDisposable
{
    /// <summary>The most bytes of one datagram.</summary>
    public const int MaxLength = 65_507;

    /// <summary>What a datagram takes up in the receive buffer besides its bytes, so that empty ones are not free.</summary>
    private const int Overhead = 64;

    private readonly Fabric _fabric;
    private readonly SimulatedNetwork _network;
    private readonly Queue<Datagram> _arrived = new();
    private readonly WaitQueue<Receiving, ReceivedDatagram> _receives = new();
    private Receiving? _spare;
    private int _room = 212_992;
    private int _buffered;
    private bool _isClosed;

    internal SimulatedDatagramSocket(SimulatedNetwork network, Fabric fabric, NetworkNode node, int port)
    {
        _network = network;
        _fabric = fabric;
        Node = node;
        LocalEndPoint = new IPEndPoint(IPAddress.Any, port);
        Address = new IPEndPoint(node.Address, port);
    }

    /// <summary>Where it is bound: all addresses of its host, and the port, also that which it was given if it asked for any.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>How many datagrams wait to be received.</summary>
    public int Available => _arrived.Count;

    /// <summary>How many bytes may wait to be received, each datagram counting 64 besides its own.</summary>
    /// <value>Default 212,992, as on Linux; from 1 to 2^30.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int ReceiveBufferSize
    {
        get => _room;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1 << 30);
            _room = value;
        }
    }

    /// <summary>Whether a datagram that does not fit in one frame of its link (<see cref="LinkOptions.Mtu"/>) is refused instead of cut in fragments.</summary>
    public bool DontFragment { get; set; }

    /// <summary>Called where a datagram begins to wait to be received, for who receives without waiting.</summary>
    internal Action? Arrived { get; set; }

    /// <summary>Told that nobody is bound to a port to which this socket sent: only sockets that are connected to one learn that.</summary>
    internal Action<IPEndPoint>? Refused { get; set; }

    internal NetworkNode Node { get; }

    /// <summary>What others take for the sender's address.</summary>
    internal IPEndPoint Address { get; }

    /// <summary>Sends a datagram to a port of a host.</summary>
    /// <param name="datagram">Up to 65,507 bytes. They are copied.</param>
    /// <param name="host">The host's name or address, as where a connection is asked for.</param>
    /// <param name="port">From 1 to 65,535.</param>
    /// <param name="cancellationToken">Gives up where the name is being looked up.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such port.</exception>
    /// <exception cref="SocketException">
    /// It is too long (<see cref="SocketError.MessageSize"/>); there is no host of this name (<see cref="SocketError.HostNotFound"/>) or address
    /// (<see cref="SocketError.HostUnreachable"/>); the name cannot be looked up now (<see cref="SocketError.TryAgain"/>).
    /// </exception>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> datagram, string host, int port, CancellationToken cancellationToken = default)
    {
        CheckUsable();
        CheckPort(port);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        if (_network.Dns.IsSlow)
        {
            return SendLaterAsync(datagram, host, port, cancellationToken);
        }

        SocketException? failure = _network.Resolve(Node, host, out NetworkNode to, out _);
        failure ??= Send(datagram.Span, to, port);
        return failure is null ? default : ValueTask.FromException(failure);
    }

    /// <summary>Sends a datagram to an address, which need not be looked up.</summary>
    /// <param name="datagram">Up to 65,507 bytes. They are copied.</param>
    /// <param name="remoteEndPoint">The address of a host and a port, such as <see cref="ReceivedDatagram.RemoteEndPoint"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such port.</exception>
    /// <exception cref="SocketException">
    /// It is too long (<see cref="SocketError.MessageSize"/>); there is no host of this address (<see cref="SocketError.HostUnreachable"/>).
    /// </exception>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    public void Send(ReadOnlySpan<byte> datagram, IPEndPoint remoteEndPoint)
    {
        ArgumentNullException.ThrowIfNull(remoteEndPoint);
        CheckUsable();
        CheckPort(remoteEndPoint.Port);
        SocketException? failure = _network.Find(Node, remoteEndPoint.Address, out NetworkNode to);
        if ((failure ?? Send(datagram, to, remoteEndPoint.Port)) is { } thrown)
        {
            throw thrown;
        }
    }

    /// <summary>Takes the oldest datagram that arrived, or waits for one. Of several callers the first come is first served.</summary>
    /// <param name="buffer">Where to put it; what does not fit is lost.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    /// <exception cref="SocketException">The socket was closed during the wait (<see cref="SocketError.OperationAborted"/>).</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        CheckUsable();
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ReceivedDatagram>(cancellationToken);
        }

        if (TryReceive(buffer.Span, out ReceivedDatagram received))
        {
            return new ValueTask<ReceivedDatagram>(received);
        }

        Receiving receiving = _spare ?? new Receiving(this);
        _spare = null;
        receiving.Buffer = buffer;
        _receives.Enqueue(receiving, cancellationToken);
        return receiving.Task;
    }

    /// <summary>Takes the oldest datagram that arrived, if any is there.</summary>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    public bool TryReceive(Span<byte> buffer, out ReceivedDatagram received)
    {
        CheckUsable();
        if (!_arrived.TryDequeue(out Datagram? datagram))
        {
            received = default;
            return false;
        }

        _buffered -= datagram.Length + Overhead;
        received = Deliver(datagram, buffer);
        return true;
    }

    /// <summary>Closes the socket: what it had not received is lost. What waits fails.</summary>
    public void Dispose()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            Node.Remove(this);
            _arrived.Clear();
            _receives.FailAll(static () => NetworkErrors.Socket(SocketError.OperationAborted));
        }
    }

    /// <summary>A datagram has arrived.</summary>
    internal void Take(Datagram datagram)
    {
        _fabric.NoteDelivery(datagram.Length, ByteRing.Hash(datagram.Content));
        if (_receives.TryPeek(out Receiving receiving))
        {
            _receives.Dequeue();
            receiving.Complete(Deliver(datagram, receiving.Buffer.Span));
        }
        else if (_buffered + datagram.Length + Overhead <= _room)
        {
            _buffered += datagram.Length + Overhead;
            _arrived.Enqueue(datagram);
            Arrived?.Invoke();
        }
        else
        {
            _fabric.Note(PacketNote.Unread, datagram.Source, Node, datagram.Length);
            datagram.Free();
        }
    }

    /// <summary>Nobody is bound to a port to which this socket sent: the machine there says so, if that gets back.</summary>
    internal void TellRefused(NetworkNode from, int port) =>
        _fabric.Send(new Refusal(this, new IPEndPoint(from.Address, port)) { Source = from }, PacketKind.Refusal);

    private static ReceivedDatagram Deliver(Datagram datagram, Span<byte> buffer)
    {
        int length = Math.Min(datagram.Length, buffer.Length);
        datagram.Content[..length].CopyTo(buffer);
        var received = new ReceivedDatagram(length, datagram.From, length < datagram.Length);
        datagram.Free();
        return received;
    }

    private async ValueTask SendLaterAsync(ReadOnlyMemory<byte> datagram, string host, int port, CancellationToken token)
    {
        (NetworkNode to, _) = await _network.ResolveAsync(Node, host, token).ConfigureAwait(false);
        CheckUsable();
        if (Send(datagram.Span, to, port) is { } failure)
        {
            throw failure;
        }
    }

    private SocketException? Send(ReadOnlySpan<byte> content, NetworkNode to, int port)
    {
        if (content.Length > MaxLength)
        {
            return NetworkErrors.Socket(SocketError.MessageSize, $"a datagram has at most {MaxLength:N0} bytes, not {content.Length:N0}");
        }

        return ReferenceEquals(to, Node) ? Launch(content, to, port) : Launch(content, to, port, _fabric.Links.Of(Node, to));
    }

    private SocketException? Launch(ReadOnlySpan<byte> content, NetworkNode to, int port, LinkOptions link)
    {
        if (DontFragment && !link.Fits(content.Length))
        {
            return NetworkErrors.Socket(SocketError.MessageSize, $"the link from {Node.Name} to {to.Name} has frames of {link.Mtu:N0} bytes, and the socket does not fragment");
        }

        Launch(content, to, port);
        if (_fabric.DrawChance(link.Duplication))
        {
            _fabric.Note(PacketNote.Doubled, Node, to, content.Length);
            Launch(content, to, port);
        }

        return null;
    }

    private SocketException? Launch(ReadOnlySpan<byte> content, NetworkNode to, int port)
    {
        _fabric.Send(content, this, to, port);
        return null;
    }

    private void CheckUsable()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        _fabric.ThrowIfOver();
    }

    private static void CheckPort(int port)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
    }

    /// <summary>The answer of a machine on which nobody is bound to the port (ICMP).</summary>
    private sealed class Refusal(SimulatedDatagramSocket socket, IPEndPoint by) : NetworkEvent(socket.Node)
    {
        public override void Run()
        {
            if (!socket._isClosed)
            {
                socket.Refused?.Invoke(by);
            }
        }
    }

    /// <summary>A caller that waits for a datagram; used again for the next.</summary>
    private sealed class Receiving(SimulatedDatagramSocket socket) : Waiter<ReceivedDatagram>
    {
        public Memory<byte> Buffer { get; set; }

        protected override void OnTaken()
        {
            Buffer = default;
            Reset();
            socket._spare = this;
        }
    }
}
