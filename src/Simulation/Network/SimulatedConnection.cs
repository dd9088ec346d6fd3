using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace Sim;

/// <summary>One end of a connection over the simulated network. It keeps TCP's promises: bytes arrive in order, once, or not at all.</summary>
/// <remarks>
/// <para>
/// A write is cut into segments of at most 16 KiB, and each draws a latency of its own; a later one never arrives before an earlier.
/// At most 64 KiB of one direction are in flight or unread. A write completes when all of it is in that window, so one to a peer who
/// does not read waits; once the reader has made room for 16 KiB the writer learns of it a latency later. Nothing ever runs inside the step
/// that brought it about: what was read or written for goes on in a step of its own.
/// </para>
/// <para>
/// Errors are those of sockets on Linux: a read or write that fails throws an <see cref="IOException"/> around a
/// <see cref="SocketException"/>. Closing while bytes are unread resets the connection, and so does a write that reaches a peer who has
/// closed. After a reset what had arrived can still be read, what was in flight is lost.
/// </para>
/// </remarks>
public sealed class SimulatedConnection : IAsyncDisposable, IDisposable
{
    private readonly Fabric _fabric;
    private SimulatedConnection _peer = null!;
    private Flow _incoming = null!;
    private Flow _outgoing = null!;
    private Handshake? _handshake;
    private SimulatedStream? _stream;
    private DuplexPipe? _pipe;
    private SocketError? _broken;
    private bool _hasSentReset;

    private SimulatedConnection(Fabric fabric, string id, NetworkNode node, IPEndPoint local)
    {
        _fabric = fabric;
        Id = id;
        Node = node;
        LocalEndPoint = local;
    }

    /// <summary>The number of the connection in the run, such as <c>c7</c>: the same at both ends, in every run of one seed.</summary>
    public string Id { get; }

    /// <summary>The address and port of this end.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>The address and port of the other end.</summary>
    public IPEndPoint RemoteEndPoint => _peer.LocalEndPoint;

    /// <summary>The name of the host of this end.</summary>
    public string LocalHost => Node.Name;

    /// <summary>The name of the host of the other end.</summary>
    public string RemoteHost => _peer.Node.Name;

    /// <summary>
    /// The connection as a stream, always the same one. Disposing it disposes the connection, and ends the writes before
    /// (<see cref="CompleteWrites"/>), as a <see cref="NetworkStream"/> that owns its socket does. Reads may wait beside writes; of several
    /// reads, or several writes, the first come is first served. A read into an empty buffer completes when there is something to read.
    /// Synchronous reads and writes block in virtual time. It has no timeouts.
    /// </summary>
    public Stream Stream => _stream ??= new SimulatedStream(this);

    /// <summary>
    /// The connection as a pair of pipes, always the same one; use this or <see cref="Stream"/>. Completing the output flushes it and
    /// ends the writes (<see cref="CompleteWrites"/>), completing the input stops reading, and completing both disposes the connection.
    /// </summary>
    public IDuplexPipe Pipe => _pipe ??= new DuplexPipe(this);

    /// <summary>Completes when the other end has ended its writes or reset the connection, whether anybody reads here or not.</summary>
    internal Task PeerDone => _incoming.Done;

    /// <summary>Who reads and writes it without waiting, if anybody does.</summary>
    internal IConnectionWatcher? Watcher { get; set; }

    /// <summary>Whether bytes, the end or an error can be had without waiting.</summary>
    internal bool CanRead => _incoming.CanRead;

    /// <summary>How many bytes can be read without waiting.</summary>
    internal int Unread => _incoming.Unread;

    /// <summary>Whether the other end has ended its writes, which shows once all is read.</summary>
    internal bool HasEnded => _incoming.HasEnded;

    /// <summary>Why it broke, if it did.</summary>
    internal SocketError? Broken => _broken;

    internal NetworkNode Node { get; }

    /// <summary>Where it stands among the connections of its host.</summary>
    internal LinkedListNode<SimulatedConnection>? Place { get; set; }

    /// <summary>Whether this end asked for the connection, and has a port of its own.</summary>
    internal bool IsClient { get; private init; }

    /// <summary>Whether this end's host still holds it.</summary>
    internal bool IsClosed { get; private set; }

    /// <summary>Whether this end's machine has crashed while it held it.</summary>
    internal bool IsCrashed { get; private set; }

    /// <summary>Whether what arrives here is for somebody.</summary>
    internal bool IsListening => !IsClosed && _broken != SocketError.TimedOut;

    /// <summary>Whether this end's machine takes any packet of the connection for a mistake.</summary>
    internal bool KnowsNothing => IsCrashed || _broken == SocketError.TimedOut;

    /// <summary>Whether it is connected: of the end that asked, once it was answered.</summary>
    private bool IsOpen => _handshake is null;

    /// <summary>Says that no more will be written (half-close): the other end reads what was sent, and then the end. Reading goes on.</summary>
    /// <remarks>
    /// A later write throws an <see cref="IOException"/> (<see cref="SocketError.Shutdown"/>), as does one that waits for room. On a connection that is
    /// closed or was reset it does nothing.
    /// </remarks>
    public void CompleteWrites()
    {
        if (!IsClosed && _broken is null && !_fabric.IsOver)
        {
            _outgoing.End(SocketError.Shutdown);
        }
    }

    /// <summary>
    /// Closes the connection and tells the other end so by a reset, which has a latency of its own: what was on its way is lost unless it arrives
    /// first, and the connection fails there with <see cref="SocketError.ConnectionReset"/>. On a connection that is closed it does nothing.
    /// </summary>
    public void Reset()
    {
        if (Release())
        {
            _incoming.Discard();
            _outgoing.FailWrites(SocketError.OperationAborted);
            SendReset();
        }
    }

    /// <summary>
    /// Closes the connection: the other end reads what was sent, and then the end. If bytes have arrived here that were not read, the other end
    /// learns so by a reset, as of <see cref="Reset"/>. Reads and writes that wait fail with <see cref="SocketError.OperationAborted"/>, later ones with <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose()
    {
        if (_incoming.Unread > 0)
        {
            Reset();
        }
        else if (Release() && _broken is null)
        {
            _outgoing.End(SocketError.OperationAborted);
        }
    }

    /// <summary>As <see cref="Dispose"/>; no time passes.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    /// <summary>Closes the connection after the writes were ended, as a stream does.</summary>
    internal void EndAndDispose()
    {
        CompleteWrites();
        Dispose();
    }

    /// <summary>Makes both ends of a connection.</summary>
    internal static (SimulatedConnection Client, SimulatedConnection Server) MakePair(
        Fabric fabric, string id, (NetworkNode Node, IPEndPoint Address) from, (NetworkNode Node, IPEndPoint Address) to)
    {
        var client = new SimulatedConnection(fabric, id, from.Node, from.Address) { IsClient = true };
        var server = new SimulatedConnection(fabric, id, to.Node, to.Address);
        Flow there = new(fabric, client, server);
        Flow back = new(fabric, server, client);
        (client._peer, client._outgoing, client._incoming) = (server, there, back);
        (server._peer, server._outgoing, server._incoming) = (client, back, there);
        return (client, server);
    }

    /// <summary>This end asks for a connection; it is not open yet.</summary>
    internal void BeginOpening(Handshake handshake) => _handshake = handshake;

    /// <summary>This end was asked for a connection, and grants it.</summary>
    internal void Grant(in Verdict verdict) => _outgoing.Open(verdict);

    /// <summary>The connection that this end asked for is granted.</summary>
    internal void OnOpened()
    {
        if (_handshake is not { } handshake)
        {
            // A reset has said so already.
            return;
        }

        _handshake = null;
        if (IsClosed)
        {
            SendReset();
        }
        else
        {
            handshake.Complete(this);
        }
    }

    internal ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token)
    {
        ThrowIfUnusable();
        return token.IsCancellationRequested ? ValueTask.FromCanceled<int>(token) : _incoming.ReadAsync(buffer, token);
    }

    internal ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken token)
    {
        ThrowIfUnusable();
        return token.IsCancellationRequested ? ValueTask.FromCanceled(token)
            : WhyUnwritable() is { } error ? ValueTask.FromException(NetworkErrors.Write(error))
            : _outgoing.WriteAsync(data, token);
    }

    /// <summary>Reads what is there.</summary>
    internal int Take(Span<byte> buffer) => _incoming.Take(buffer);

    /// <summary>Sends what there is room for.</summary>
    internal int Offer(ReadOnlySpan<byte> data) => IsClosed || _broken is not null || _fabric.IsOver ? 0 : _outgoing.Offer(data);

    /// <summary>Tells the other end, once, that this one knows nothing of the connection.</summary>
    /// <returns>Whether it is told, or need not be.</returns>
    internal bool SendReset()
    {
        if (!_hasSentReset && _broken != SocketError.ConnectionReset && !_peer.IsClosed)
        {
            _hasSentReset = _fabric.Send(new ResetArrival(_peer) { Source = Node }, PacketKind.Reset);
            return _hasSentReset;
        }

        return true;
    }

    /// <summary>The machine of this end has crashed: it tells nobody, and has forgotten everything.</summary>
    internal void Crash()
    {
        if (!IsClosed)
        {
            Release();
            IsCrashed = true;
            _outgoing.Abandon();
            _outgoing.FailWrites(SocketError.OperationAborted);
            _incoming.Forget();
        }
    }

    /// <summary>This end has sent in vain for too long, and gives up without telling anybody.</summary>
    internal void OnTimedOut()
    {
        if (!IsClosed)
        {
            Break(SocketError.TimedOut, SocketError.TimedOut);
        }
    }

    private SocketError? WhyUnwritable()
    {
        SocketError? ended = _outgoing.IsEnding ? SocketError.Shutdown : null;
        return _broken == SocketError.ConnectionReset ? ResetError() : _broken ?? ended;
    }

    /// <summary>Where the other end had closed before it reset, writing is broken but was not torn.</summary>
    private SocketError ResetError() => _incoming.HasEnded ? SocketError.Shutdown : SocketError.ConnectionReset;

    private void Break(SocketError why, SocketError ofWrites)
    {
        _broken = why;
        _outgoing.DropInFlight();
        _outgoing.FailWrites(ofWrites);
        _incoming.Cut(why);
    }

    /// <summary>The other end has reset the connection. That says as well that it had been granted.</summary>
    private void OnReset()
    {
        if (!IsOpen)
        {
            OnOpened();
        }

        if (!IsClosed)
        {
            _incoming.ArriveUntilNow();
            Break(SocketError.ConnectionReset, ResetError());
        }
    }

    /// <summary>The host lets go of this end.</summary>
    /// <returns>Whether there is anybody to tell.</returns>
    private bool Release()
    {
        if (IsClosed)
        {
            return false;
        }

        IsClosed = true;
        Node.Remove(this);
        _incoming.FailReads();
        return IsOpen && !_fabric.IsOver;
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        _fabric.ThrowIfOver();
    }

    private sealed class ResetArrival(SimulatedConnection receiver) : NetworkEvent(receiver.Node)
    {
        public override void Run()
        {
            if (!receiver.Node.IsOff)
            {
                receiver.OnReset();
            }
        }
    }
}
