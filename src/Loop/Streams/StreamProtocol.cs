using Sim.Transports;

namespace Sim;

/// <summary>What stands between a transport and the reader and writer of a connection.</summary>
internal sealed class StreamProtocol : IStreamProtocol
{
    private readonly EventLoop _loop;
    private readonly AsyncStreamReader _reader;
    private readonly Func<StreamConnection, Task>? _handler;
    private readonly List<StreamWait> _drains = [];
    private readonly LoopFuture<bool> _closed;
    private bool _isPaused;

    public StreamProtocol(EventLoop loop, int limit, Func<StreamConnection, Task>? handler = null)
    {
        _loop = loop;
        _handler = handler;
        _reader = new AsyncStreamReader(limit, loop);
        _closed = new LoopFuture<bool>(loop);
    }

    /// <summary>The connection, once it is there.</summary>
    public StreamConnection? Connection { get; private set; }

    /// <summary>The transport of now: another one since TLS was started on it.</summary>
    public IStreamTransport Transport { get; private set; } = null!;

    /// <summary>Whether it carries one direction only, so that the end of what arrives is the end of it.</summary>
    public bool IsOneWay { get; init; }

    /// <summary>Whether the transport is gone.</summary>
    public bool IsLost => _closed.IsDone;

    /// <summary>Done when the transport is gone; its fault is what broke the connection.</summary>
    public LoopFuture Closed => _closed;

    public void ConnectionMade(ITransport transport)
    {
        SetTransport((IStreamTransport)transport);
        Connection = new StreamConnection(this, _reader, new AsyncStreamWriter(this, _reader));
        if (_handler is not null)
        {
            Serve(_handler, Connection);
        }
    }

    /// <summary>Goes on over another transport, whose protocol this is.</summary>
    public void SetTransport(IStreamTransport transport)
    {
        Transport = transport;
        _reader.SetTransport(transport);
    }

    public void DataReceived(ReadOnlySpan<byte> data) => _reader.FeedData(data);

    /// <summary>Where it can write, it stays open: the program closes.</summary>
    public bool EofReceived()
    {
        _reader.FeedEof();
        return !IsOneWay;
    }

    public void PauseWriting() => _isPaused = true;

    public void ResumeWriting()
    {
        _isPaused = false;
        foreach (StreamWait drain in TakeDrains())
        {
            drain.Wake();
        }
    }

    public void ConnectionLost(Exception? error)
    {
        Exception? broken = error is null ? null : StreamErrors.Broken(error);
        if (broken is null)
        {
            _reader.FeedEof();
            _closed.TrySetResult(true);
        }
        else
        {
            _reader.SetException(broken);
            _closed.TrySetException(broken);
            _closed.MarkFaultSeen();
        }

        foreach (StreamWait drain in TakeDrains())
        {
            drain.Fail(broken ?? StreamErrors.Closed());
        }
    }

    /// <summary>Waits until writing may go on.</summary>
    public ValueTask DrainAsync(CancellationToken token)
    {
        if (_isPaused && !IsLost)
        {
            var drain = new StreamWait(_loop, "a connection to send what was written");
            _drains.Add(drain);
            return drain.WaitAsync(token);
        }

        return IsLost ? ValueTask.FromException(StreamErrors.Closed()) : default;
    }

    private StreamWait[] TakeDrains()
    {
        StreamWait[] drains = [.. _drains];
        _drains.Clear();
        return drains;
    }

    /// <summary>
    /// A handler that is through leaves its connection open, as it may have given it to others; one that threw or was canceled, maybe before it began, closes it.
    /// </summary>
    private void Serve(Func<StreamConnection, Task> handler, StreamConnection connection) =>
        _loop.CreateTask(() => RunAsync(handler, connection)).AddDoneCallback(task =>
        {
            if (!task.IsSuccessful)
            {
                Transport.Close();
            }
        });

    /// <summary>What the handler throws is told here and now: its loop may close before anybody could look at a faulted task.</summary>
    private async Task RunAsync(Func<StreamConnection, Task> handler, StreamConnection connection)
    {
        try
        {
            await handler(connection);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ThreadAbortException) && !_loop.IsFatal(exception))
        {
            Transport.Close();
            Report(exception);
        }
    }

    private void Report(Exception exception) => _loop.CallExceptionHandler(new LoopErrorContext
    {
        Loop = _loop,
        Kind = LoopErrorKind.ConnectionHandlerFault,
        Message = $"The handler of a connection from {Transport.RemoteEndPoint} threw: the connection is closed.",
        Exception = exception,
        Task = LoopTask.Current,
        Future = LoopTask.Current,
    });
}
