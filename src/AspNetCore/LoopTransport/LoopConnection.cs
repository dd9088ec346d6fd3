using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Sim.Transports;

namespace Sim.AspNetCore;

/// <summary>
/// A connection: a protocol for its loop, a pair of pipes for Kestrel. As with Kestrel's own transport, that the other side writes no more counts as closed, a reset is a
/// <see cref="ConnectionResetException"/> for who reads, and who writes is told only that nobody reads.
/// </summary>
internal sealed class LoopConnection : ConnectionContext, IBufferedProtocol, IConnectionIdFeature, IConnectionTransportFeature, IConnectionItemsFeature,
    IConnectionLifetimeFeature, IConnectionEndPointFeature, IMemoryPoolFeature
{
    private static readonly string s_idPrefix = Stopwatch.GetTimestamp().ToString("X");
    private static long s_lastId;

    private readonly LoopListener _listener;
    private readonly LoopThread _thread;
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LinkedListNode<LoopConnection> _place = null!;
    private IStreamTransport _transport = null!;
    private LoopInput _input = null!;
    private LoopOutput _output = null!;
    private Exception? _reason;

    public LoopConnection(LoopListener listener, LoopThread thread)
    {
        (_listener, _thread) = (listener, thread);
        ConnectionId = $"{s_idPrefix}-{Interlocked.Increment(ref s_lastId)}";
        ConnectionClosed = _closed.Token;
        Features.Set<IConnectionIdFeature>(this);
        Features.Set<IConnectionTransportFeature>(this);
        Features.Set<IConnectionItemsFeature>(this);
        Features.Set<IConnectionLifetimeFeature>(this);
        Features.Set<IConnectionEndPointFeature>(this);
        Features.Set<IMemoryPoolFeature>(this);
        Features.Set(thread);
    }

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new ConnectionItems();

    public override IDuplexPipe Transport { get; set; } = null!;

    public override EndPoint? LocalEndPoint { get; set; }

    public override EndPoint? RemoteEndPoint { get; set; }

    public override CancellationToken ConnectionClosed { get; set; }

    public MemoryPool<byte> MemoryPool => _thread.Pool;

    public void ConnectionMade(ITransport transport)
    {
        _transport = (IStreamTransport)transport;
        // Nothing is handed to the transport while it has something: what waits, waits in the pipe, without a second copy.
        transport.WriteBufferLimits = new WriteBufferLimits(0, 0);
        (LocalEndPoint, RemoteEndPoint) = (transport.LocalEndPoint, transport.RemoteEndPoint);
        var input = new Pipe(_thread.InputOptions);
        var output = new Pipe(_thread.OutputOptions);
        Transport = new Pipes(input.Reader, output.Writer);
        _input = new LoopInput(_transport, input.Writer);
        _output = new LoopOutput(_thread, _transport, output.Reader);
        _place = _thread.Attach(this);
        _ = _output.SendAsync();
        if (!_listener.Accepted(this))
        {
            transport.Abort();
        }
    }

    public Memory<byte> GetBuffer(int sizeHint) => _input.Memory();

    public void BufferUpdated(int count) => _input.Received(count);

    /// <returns>True: what is to be sent still is.</returns>
    public bool EofReceived()
    {
        _input.Complete(reason: null);
        Tell(static connection => connection._closed.Cancel());
        return true;
    }

    public void PauseWriting() => _output.Pause();

    public void ResumeWriting() => _output.Resume();

    public void ConnectionLost(Exception? error)
    {
        _input.Complete(ReasonOf(error));
        _output.Lose();
        _thread.Detach(_place);
        Tell(static connection =>
        {
            connection._closed.Cancel();
            connection._gone.SetResult();
        });
    }

    /// <summary>Resets the connection. Kestrel gives no reason where the other end has left already: then there is nobody to be told.</summary>
    public override void Abort(ConnectionAbortedException? abortReason)
    {
        Interlocked.CompareExchange(ref _reason, abortReason, null);
        _thread.Post(abortReason is null ? s_leave : s_abort, this);
    }

    /// <summary>Waits until all that was written is sent, or the connection lost.</summary>
    public override async ValueTask DisposeAsync()
    {
        await Transport.Input.CompleteAsync();
        await Transport.Output.CompleteAsync();
        await _gone.Task;
        await base.DisposeAsync();
    }

    private static readonly SendOrPostCallback s_abort = static connection => ((LoopConnection)connection!)._transport.Abort();

    private static readonly SendOrPostCallback s_leave = static connection => ((LoopConnection)connection!).Leave();

    private void Leave()
    {
        if (_transport.WriteBufferSize > 0)
        {
            _transport.Abort();
        }
        else
        {
            _transport.Close();
        }
    }

    private Exception ReasonOf(Exception? error) => Volatile.Read(ref _reason) ?? error switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown } reset => new ConnectionResetException(reset.Message, reset),
        null => new ConnectionAbortedException("The connection was closed after all was sent."),
        _ => error,
    };

    /// <summary>Whoever hears that a connection is closed runs code of the program's: not while the loop is in the middle of something.</summary>
    private void Tell(Action<LoopConnection> action) => ThreadPool.UnsafeQueueUserWorkItem(action, this, preferLocal: false);

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
