using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Sim.AspNetCore;

/// <summary>A connection as Kestrel sees it.</summary>
internal sealed class TransportConnection : ConnectionContext, IConnectionIdFeature, IConnectionTransportFeature, IConnectionItemsFeature,
    IConnectionLifetimeFeature, IConnectionEndPointFeature
{
    private readonly SimulatedConnection _connection;
    private readonly Heartbeat _heartbeat;
    private readonly TransportStream _stream;
    private readonly CancellationTokenSource _closed = new();
    private bool _isDisposed;

    public TransportConnection(SimulatedConnection connection, Heartbeat heartbeat)
    {
        _connection = connection;
        _heartbeat = heartbeat;
        _stream = new TransportStream(connection.Stream);
        ConnectionId = connection.Id;
        LocalEndPoint = connection.LocalEndPoint;
        RemoteEndPoint = connection.RemoteEndPoint;
        ConnectionClosed = _closed.Token;
        Transport = new TransportPipe(PipeReader.Create(_stream, new(leaveOpen: true)), new TransportOutput(_stream));
        Features.Set<IConnectionIdFeature>(this);
        Features.Set<IConnectionTransportFeature>(this);
        Features.Set<IConnectionItemsFeature>(this);
        Features.Set<IConnectionLifetimeFeature>(this);
        Features.Set<IConnectionEndPointFeature>(this);
        heartbeat.OnOpened();
        _ = WatchAsync();
    }

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new ConnectionItems();

    public override IDuplexPipe Transport { get; set; }

    public override EndPoint? LocalEndPoint { get; set; }

    public override EndPoint? RemoteEndPoint { get; set; }

    public override CancellationToken ConnectionClosed { get; set; }

    /// <summary>Kestrel gives no reason where the other end has left already: then there is nothing to reset.</summary>
    public override void Abort(ConnectionAbortedException? abortReason)
    {
        _stream.Abort(abortReason ?? new ConnectionAbortedException());
        if (abortReason is null)
        {
            _connection.Dispose();
        }
        else
        {
            _connection.Reset();
        }

        ThreadPool.UnsafeQueueUserWorkItem(static connection => connection.Close(), this, preferLocal: false);
    }

    public override ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Transport.Input.Complete();
            Transport.Output.Complete();
            _connection.Dispose();
            _heartbeat.OnClosed();
            Close();
        }

        return base.DisposeAsync();
    }

    /// <summary>That the other end is gone must be known while nobody reads: it is what ends a request that works for nobody.</summary>
    private async Task WatchAsync()
    {
        await _connection.PeerDone.ConfigureAwait(false);
        Close();
    }

    private void Close() => _closed.Cancel();

    private sealed record TransportPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
