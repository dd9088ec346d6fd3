using System.Net;
using System.Net.Security;
using Sim.Transports;

namespace Sim;

/// <summary>TLS over a connection, as a transport. What is written is encrypted and sent by one task, what arrives is decrypted and delivered by another.</summary>
/// <remarks>There is no half-close over TLS: the end of what the other side writes closes the connection.</remarks>
internal sealed class TlsTransport : IStreamTransport
{
    private const int ReadSize = 16 * 1024;

    private readonly EventLoop _loop;
    private readonly StreamConnection _inner;
    private readonly SslStream _tls;
    private readonly StreamBuffer _unsent = new();
    private IProtocol _protocol;
    private WriteBufferLimits _limits = WriteBufferLimits.Default;
    private StreamWait? _resume;
    private Exception? _error;
    private bool _isPaused;
    private bool _isSending;
    private bool _isWritingPaused;
    private bool _isLost;

    public TlsTransport(EventLoop loop, StreamConnection inner, SslStream tls, IProtocol protocol)
    {
        _loop = loop;
        _inner = inner;
        _tls = tls;
        _protocol = protocol;
    }

    public EndPoint? LocalEndPoint => _inner.LocalEndPoint;

    public EndPoint? RemoteEndPoint => _inner.RemoteEndPoint;

    public IProtocol Protocol
    {
        get => _protocol;
        set => _protocol = value is IStreamProtocol or IBufferedProtocol ? value : throw new ArgumentException("The protocol of a connection is an IStreamProtocol or an IBufferedProtocol.", nameof(value));
    }

    public bool IsClosing { get; private set; }

    public bool CanWriteEof => false;

    public bool IsReading => !_isPaused && !IsClosing;

    /// <summary>What is encrypted and not sent is not counted: it is at most one write of the task that sends.</summary>
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

    /// <summary>Tells the protocol of the connection, if it does not know it, and reads from now on.</summary>
    public void Begin(bool isNew)
    {
        if (isNew)
        {
            Guard(() => _protocol.ConnectionMade(this));
        }

        _loop.CreateTask(ReadAsync, "TLS reader");
        _inner.Protocol.Closed.AddDoneCallback(closed => Lose(_error ?? closed.Failure?.InnerException ?? closed.Failure));
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        if (IsClosing || data.IsEmpty)
        {
            return;
        }

        _unsent.Add(data);
        PauseOrResumeWriting();
        Send();
    }

    public void WriteEof() => throw new NotSupportedException("TLS has no half-close: close the connection, or say in the protocol above that no more comes.");

    public void PauseReading() => _isPaused = true;

    public void ResumeReading()
    {
        _isPaused = false;
        _resume?.Wake();
    }

    public void Close()
    {
        if (!IsClosing)
        {
            IsClosing = true;
            _resume?.Wake();
            Send();
        }
    }

    public void Abort() => Break(error: null);

    private void Break(Exception? error)
    {
        _error ??= error;
        IsClosing = true;
        _resume?.Wake();
        _unsent.Skip(_unsent.Count);
        _inner.Transport.Abort();
    }

    private void Send()
    {
        if (!_isSending && !_isLost)
        {
            _isSending = true;
            _loop.CreateTask(SendAsync, "TLS writer");
        }
    }

    private async Task SendAsync()
    {
        try
        {
            while (_unsent.Count > 0)
            {
                byte[] data = _unsent.Take(_unsent.Count);
                PauseOrResumeWriting();
                await _tls.WriteAsync(data);
            }

            if (IsClosing)
            {
                await _tls.ShutdownAsync();
                _inner.Transport.Close();
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            _inner.Transport.Abort();
        }

        _isSending = false;
    }

    private async Task ReadAsync()
    {
        var bytes = new byte[ReadSize];
        try
        {
            while (!IsClosing)
            {
                await WaitWhilePausedAsync();
                if (IsClosing)
                {
                    return;
                }

                int count = await _tls.ReadAsync(bytes);
                Take(bytes.AsSpan(0, count));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            if (!IsClosing)
            {
                Break(exception.InnerException ?? exception);
            }
        }
    }

    private async Task WaitWhilePausedAsync()
    {
        while (_isPaused && !IsClosing)
        {
            _resume = new StreamWait(_loop, "a connection to be read on");
            await _resume.WaitAsync(CancellationToken.None);
        }
    }

    private void Take(ReadOnlySpan<byte> data)
    {
        byte[] copy = data.ToArray();
        if (copy.Length == 0)
        {
            Guard(() => _ = _protocol is IStreamProtocol stream ? stream.EofReceived() : ((IBufferedProtocol)_protocol).EofReceived());
            Close();
        }
        else
        {
            Guard(() => Deliver(copy));
        }
    }

    private void Deliver(ReadOnlySpan<byte> data)
    {
        if (_protocol is IStreamProtocol stream)
        {
            stream.DataReceived(data);
            return;
        }

        var buffered = (IBufferedProtocol)_protocol;
        while (!data.IsEmpty)
        {
            Span<byte> buffer = buffered.GetBuffer(data.Length).Span;
            ArgumentOutOfRangeException.ThrowIfZero(buffer.Length, "the buffer that the protocol gave");
            int count = Math.Min(buffer.Length, data.Length);
            data[..count].CopyTo(buffer);
            buffered.BufferUpdated(count);
            data = data[count..];
        }
    }

    private void Lose(Exception? error)
    {
        if (!_isLost)
        {
            _isLost = true;
            IsClosing = true;
            _resume?.Wake();
            Guard(() => _protocol.ConnectionLost(error));
            _tls.Dispose();
        }
    }

    private void PauseOrResumeWriting()
    {
        if (!_isWritingPaused && _unsent.Count > _limits.High)
        {
            _isWritingPaused = true;
            Guard(_protocol.PauseWriting);
        }
        else if (_isWritingPaused && _unsent.Count <= _limits.Low)
        {
            _isWritingPaused = false;
            Guard(_protocol.ResumeWriting);
        }
    }

    private void Guard(Action call)
    {
        try
        {
            call();
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            _loop.CallExceptionHandler(new LoopErrorContext
            {
                Loop = _loop,
                Kind = LoopErrorKind.CallbackFault,
                Message = $"{_protocol.GetType().Name} threw: its connection is aborted.",
                Exception = exception,
                Callback = call,
            });
            Break(exception);
        }
    }
}
