using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Sim.Transports;

namespace Sim;

/// <summary>A connection over the simulated network as a transport of an event loop.</summary>
/// <remarks>
/// What it does of itself it does one thing at a time, in this order: tell that the connection is there, send what waits, read, tell that the
/// connection is gone. Errors are those of the connection.
/// </remarks>
internal sealed partial class SimulatedTransport : LoopActor, IStreamTransport, IConnectionWatcher
{
    private const int MostRead = 64 * 1024;

    private readonly SimulatedConnection _connection;
    private readonly IConnectionKeeper? _keeper;
    private readonly SendBuffer _unsent = new();
    private readonly TaskCompletionSource<IStreamTransport> _made = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IProtocol _protocol;
    private WriteBufferLimits _limits = WriteBufferLimits.Default;
    private Exception? _error;
    private bool _isMade;
    private bool _isPaused;
    private bool _hasReadEnd;
    private bool _hasRoom;
    private bool _isEnding;
    private bool _isWritingPaused;
    private bool _isLost;

    public SimulatedTransport(EventLoop loop, Fabric fabric, SimulatedConnection connection, IProtocol protocol, IConnectionKeeper? keeper = null)
        : base(loop, fabric)
    {
        _protocol = Check(protocol);
        _connection = connection;
        _keeper = keeper;
        keeper?.Attach(this);
        connection.Watcher = this;
        Signal();
    }

    /// <summary>Completes once its protocol was told of it.</summary>
    public Task<IStreamTransport> Made => _made.Task;

    public EndPoint LocalEndPoint => _connection.LocalEndPoint;

    public EndPoint RemoteEndPoint => _connection.RemoteEndPoint;

    public IProtocol Protocol
    {
        get => _protocol;
        set => _protocol = Check(value);
    }

    public bool IsClosing { get; private set; }

    public bool CanWriteEof => true;

    public bool IsReading => !_isPaused && !IsClosing && !_hasReadEnd;

    public int WriteBufferSize => _unsent.Count;

    public WriteBufferLimits WriteBufferLimits
    {
        get => _limits;
        set
        {
            _limits = value;
            PauseOrResumeWriting();
        }
    }

    bool IConnectionWatcher.WantsRoom => _unsent.Count > 0 && !_isLost;

    protected override bool HasWork => !_isLost && (!_isMade || CanSend || (IsReading && _connection.CanRead) || CanEnd);

    private bool CanSend => _unsent.Count > 0 && (_hasRoom || _connection.Broken is not null);

    private bool CanEnd => IsClosing && _unsent.Count == 0;

    public void Write(ReadOnlySpan<byte> data)
    {
        if (_isEnding)
        {
            throw new InvalidOperationException("WriteEof was called on this transport: nothing can be written after the end.");
        }

        if (IsClosing || data.IsEmpty)
        {
            return;
        }

        if (_connection.Broken is { } broken)
        {
            Fail(NetworkErrors.Socket(broken));
            return;
        }

        int sent = _unsent.Count == 0 ? _connection.Offer(data) : 0;
        if (sent < data.Length)
        {
            _unsent.Add(data[sent..]);
            PauseOrResumeWriting();
        }
    }

    public void WriteEof()
    {
        if (!_isEnding && !IsClosing)
        {
            _isEnding = true;
            EndIfSent();
        }
    }

    public void PauseReading() => _isPaused = true;

    public void ResumeReading()
    {
        _isPaused = false;
        Signal();
    }

    public void Close()
    {
        IsClosing = true;
        Signal();
    }

    public void Abort()
    {
        if (!_isLost && (!IsClosing || _unsent.Count > 0))
        {
            Break(error: null);
        }
    }

    void IConnectionWatcher.OnReadable() => Signal();

    void IConnectionWatcher.OnRoom()
    {
        _hasRoom = true;
        Signal();
    }

    protected override void DoNext()
    {
        if (!_isMade)
        {
            Make();
        }
        else if (CanSend)
        {
            SendMore();
        }
        else if (IsReading && _connection.CanRead)
        {
            Read();
        }
        else
        {
            Lose();
        }
    }

    private static IProtocol Check(IProtocol protocol) => protocol switch
    {
        IStreamProtocol or IBufferedProtocol => protocol,
        null => throw new ArgumentNullException(nameof(protocol), "A connection has a protocol; the factory returned none."),
        _ => throw new ArgumentException($"The protocol of a connection is an IStreamProtocol or an IBufferedProtocol, not a {protocol.GetType()}.", nameof(protocol)),
    };

    private void Make()
    {
        _isMade = true;
        Guard(static transport => transport._protocol.ConnectionMade(transport), nameof(IProtocol.ConnectionMade));
        _made.TrySetResult(this);
    }

    private void SendMore()
    {
        _hasRoom = false;
        if (_connection.Broken is { } broken)
        {
            Fail(NetworkErrors.Socket(broken));
            return;
        }

        _unsent.Skip(_connection.Offer(_unsent.Content));
        PauseOrResumeWriting();
        EndIfSent();
    }

    private void EndIfSent()
    {
        if (_isEnding && _unsent.Count == 0)
        {
            _connection.CompleteWrites();
        }
    }

    private void Read()
    {
        if (_connection.Unread > 0)
        {
            Deliver();
        }
        else if (_connection.HasEnded)
        {
            _hasReadEnd = true;
            Guard(static transport => transport.TellEnd(), nameof(IStreamProtocol.EofReceived));
        }
        else
        {
            Fail(NetworkErrors.Socket(_connection.Broken ?? SocketError.OperationAborted));
        }
    }

    private void Deliver() => Guard(
        static transport =>
        {
            if (transport._protocol is IBufferedProtocol buffered)
            {
                Memory<byte> buffer = buffered.GetBuffer(Math.Min(transport._connection.Unread, MostRead));
                ArgumentOutOfRangeException.ThrowIfZero(buffer.Length, "the buffer that the protocol gave");
                int count = transport._connection.Take(buffer.Span);
                buffered.BufferUpdated(count);
            }
            else
            {
                transport.DeliverTo((IStreamProtocol)transport._protocol);
            }
        },
        nameof(IStreamProtocol.DataReceived));

    private void DeliverTo(IStreamProtocol protocol)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Math.Min(_connection.Unread, MostRead));
        try
        {
            int count = _connection.Take(bytes.AsSpan(0, Math.Min(_connection.Unread, MostRead)));
            protocol.DataReceived(bytes.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void TellEnd()
    {
        bool staysOpen = _protocol is IStreamProtocol stream ? stream.EofReceived() : ((IBufferedProtocol)_protocol).EofReceived();
        if (!staysOpen)
        {
            Close();
        }
    }

    private void Lose()
    {
        _isLost = true;
        _connection.Watcher = null;
        Guard(static transport => transport._protocol.ConnectionLost(transport._error), nameof(IProtocol.ConnectionLost));
        _connection.Dispose();
        _keeper?.Detach(this);
    }

    private void Fail(Exception error)
    {
        if (!_isLost)
        {
            Break(error);
        }
    }

    private void Break(Exception? error)
    {
        _error ??= error;
        _unsent.Skip(_unsent.Count);
        IsClosing = true;
        _connection.Reset();
        Signal();
    }

    private void PauseOrResumeWriting()
    {
        if (!_isWritingPaused && _unsent.Count > _limits.High)
        {
            _isWritingPaused = true;
            Guard(static transport => transport._protocol.PauseWriting(), nameof(IProtocol.PauseWriting));
        }
        else if (_isWritingPaused && _unsent.Count <= _limits.Low)
        {
            _isWritingPaused = false;
            Guard(static transport => transport._protocol.ResumeWriting(), nameof(IProtocol.ResumeWriting));
        }
    }

    /// <summary>Calls the protocol; what it throws is a fatal error of this connection alone.</summary>
    private void Guard(Action<SimulatedTransport> call, string method)
    {
        try
        {
            call(this);
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            Report($"{_protocol.GetType().Name}.{method} threw: its connection is aborted.", exception);
            Fail(exception);
        }
    }
}
