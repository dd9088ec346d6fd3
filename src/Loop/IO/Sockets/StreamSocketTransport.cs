using System.Net.Sockets;
using Sim.Transports;

namespace Sim;

/// <summary>One end of a connection of the machine.</summary>
internal class StreamSocketTransport : SocketTransport, IStreamTransport
{
    private readonly bool _isEdgeTriggered;
    private IProtocol _protocol;
    private IStreamProtocol? _stream;
    private IBufferedProtocol? _buffered;
    private SendBuffer _pending;
    private bool _isPaused;
    private bool _isAtEnd;
    private bool _isEofWritten;

    public StreamSocketTransport(SocketNetwork network, MachineSocket socket, IProtocol protocol)
        : base(network, socket)
    {
        _isEdgeTriggered = socket.TellsWhenEmpty;
        Protocol = _protocol = protocol;
    }

    public override IProtocol Protocol
    {
        get => _protocol;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value is not (IStreamProtocol or IBufferedProtocol))
            {
                throw new ArgumentException($"{value.GetType()} is neither an IStreamProtocol nor an IBufferedProtocol, as that of a connection must be.", nameof(value));
            }

            (_protocol, _stream, _buffered) = (value, value as IStreamProtocol, value as IBufferedProtocol);
        }
    }

    /// <summary>Who let it in, if anybody asks to know.</summary>
    public IConnectionKeeper? Keeper { get; init; }

    public override bool IsEdgeTriggered => _isEdgeTriggered;

    public bool CanWriteEof => true;

    public bool IsReading => WantsToReceive && !IsClosing;

    public override int WriteBufferSize => _pending.Count;

    protected override bool WantsToReceive => !_isPaused && !_isAtEnd;

    protected override bool HasPending => _pending.Count > 0;

    public void Write(ReadOnlySpan<byte> data)
    {
        if (_isEofWritten)
        {
            throw new InvalidOperationException("WriteEof was called on this transport: nothing can be written after it.");
        }

        if (IsClosing || data.IsEmpty)
        {
            return;
        }

        if (_pending.Count == 0)
        {
            int sent = Send(data);
            if (sent < 0 || sent == data.Length)
            {
                return;
            }

            data = data[sent..];
        }

        Keep(data);
    }

    public void WriteEof()
    {
        if (_isEofWritten || IsClosing)
        {
            return;
        }

        _isEofWritten = true;
        if (_pending.Count == 0)
        {
            EndWrites();
        }
    }

    public void PauseReading()
    {
        if (!IsClosing && !_isPaused)
        {
            _isPaused = true;
            UpdateInterest();
        }
    }

    public void ResumeReading()
    {
        if (!IsClosing && _isPaused)
        {
            _isPaused = false;
            UpdateInterest();
        }
    }

    protected override void ReceiveNow()
    {
        try
        {
            if (_stream is not null)
            {
                ReceiveInto(Network.Buffer);
            }
            else
            {
                ReceiveInto(BufferOfProtocol());
            }
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            TakeFault(exception, _isAtEnd ? nameof(IStreamProtocol.EofReceived) : _stream is null ? nameof(IBufferedProtocol.BufferUpdated) : nameof(IStreamProtocol.DataReceived));
        }
    }

    protected override void SendPending()
    {
        int sent = Send(_pending.Bytes);
        if (sent > 0)
        {
            _pending.Take(sent);
            if (_pending.Count == 0 && _isEofWritten)
            {
                EndWrites();
            }
        }
    }

    /// <summary>All is sent that there will be.</summary>
    protected virtual void EndWrites() => OwnSocket.ShutdownWrite();

    protected override void DropPending() => _pending.Clear();

    protected override void AfterLost() => Keeper?.Detach(this);

    private Span<byte> BufferOfProtocol()
    {
        Span<byte> buffer = _buffered!.GetBuffer(SocketNetwork.BufferSize).Span;
        return buffer.IsEmpty ? throw new InvalidOperationException($"{_protocol.GetType().Name}.GetBuffer returned an empty buffer: return one with room.") : buffer;
    }

    private void ReceiveInto(Span<byte> buffer)
    {
        int count = OwnSocket.Receive(buffer, out SocketError error);
        if (count > 0)
        {
            if (_isEdgeTriggered && (count == buffer.Length || IsEndSeen))
            {
                // Nobody tells again of what is left: more of it, or the end.
                ReceiveSoon();
            }

            Deliver(buffer, count);
        }
        else if (count == 0)
        {
            End();
        }
        else if (!MachineSocket.IsLater(error))
        {
            ForceClose(new SocketException((int)error));
        }
    }

    private void Deliver(Span<byte> buffer, int count)
    {
        if (_stream is not null)
        {
            _stream.DataReceived(buffer[..count]);
        }
        else
        {
            _buffered!.BufferUpdated(count);
        }
    }

    private void End()
    {
        _isAtEnd = true;
        bool stays = _stream is not null ? _stream.EofReceived() : _buffered!.EofReceived();
        if (stays)
        {
            UpdateInterest();
        }
        else
        {
            Close();
        }
    }

    /// <returns>How much was taken, maybe nothing; -1 if the connection broke.</returns>
    private int Send(ReadOnlySpan<byte> data)
    {
        int sent = OwnSocket.Send(data, out SocketError error);
        if (sent >= 0)
        {
            return sent;
        }

        if (MachineSocket.IsLater(error))
        {
            return 0;
        }

        ForceClose(new SocketException((int)error));
        return -1;
    }

    private void Keep(ReadOnlySpan<byte> data)
    {
        bool isFirst = _pending.Count == 0;
        _pending.Add(data);
        if (isFirst)
        {
            UpdateInterest();
        }

        PauseIfFull();
    }
}
