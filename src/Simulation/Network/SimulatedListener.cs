using System.Net;
using System.Net.Sockets;

namespace Sim;

/// <summary>Accepts connections at a port of a simulated host.</summary>
public sealed class SimulatedListener : IAsyncDisposable, IDisposable
{
    /// <summary>How many connections may wait to be accepted; what comes beyond is refused.</summary>
    internal const int DefaultBacklog = 512;

    private readonly NetworkNode _node;
    private readonly Fabric _fabric;
    private readonly Queue<SimulatedConnection> _arrived = new();
    private readonly WaitQueue<Waiter<SimulatedConnection>, SimulatedConnection> _accepts = new();
    private bool _isClosed;

    internal SimulatedListener(Fabric fabric, NetworkNode node, IPEndPoint endPoint)
    {
        _fabric = fabric;
        _node = node;
        LocalEndPoint = endPoint;
    }

    /// <summary>Where it listens, with the port that it was given if it asked for any.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>How many connections may wait to be accepted.</summary>
    internal int Backlog { get; init; } = DefaultBacklog;

    /// <summary>Called where a connection begins to wait to be accepted, for who accepts without waiting.</summary>
    internal Action? Offered { get; set; }

    private bool IsAny => LocalEndPoint.Address.Equals(IPAddress.Any) || LocalEndPoint.Address.Equals(IPAddress.IPv6Any);

    /// <summary>Waits for a connection. They are accepted in the order in which their requests arrived; of several callers the first come is first served.</summary>
    /// <remarks>
    /// Up to 512 wait to be accepted, and to them the connection is open already. One that was given up meanwhile is accepted as well, and
    /// fails when it is read.
    /// </remarks>
    /// <exception cref="ObjectDisposedException">The listener is closed.</exception>
    /// <exception cref="SocketException">The listener was closed during the wait (<see cref="SocketError.OperationAborted"/>).</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public ValueTask<SimulatedConnection> AcceptAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        _fabric.ThrowIfOver();
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<SimulatedConnection>(cancellationToken);
        }

        if (_arrived.TryDequeue(out SimulatedConnection? connection))
        {
            return new ValueTask<SimulatedConnection>(connection);
        }

        var accept = new Waiter<SimulatedConnection>();
        _accepts.Enqueue(accept, cancellationToken);
        return accept.Task;
    }

    /// <summary>Stops listening. Connections that wait to be accepted are reset; those that were accepted stay open.</summary>
    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        Close();
        while (_arrived.TryDequeue(out SimulatedConnection? connection))
        {
            connection.Reset();
        }
    }

    /// <summary>As <see cref="Dispose"/>; no time passes.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    /// <summary>Whether a connection waits to be accepted.</summary>
    internal bool HasArrivals => _arrived.Count > 0;

    /// <summary>Accepts the connection that has waited longest, if any waits.</summary>
    internal SimulatedConnection? TryAccept() => _arrived.TryDequeue(out SimulatedConnection? connection) ? connection : null;

    /// <summary>Its machine has crashed: nobody is told.</summary>
    internal void Crash()
    {
        Close();
        _arrived.Clear();
    }

    /// <summary>Whether a request for this address is for it.</summary>
    internal bool Covers(IPEndPoint wanted) =>
        LocalEndPoint.Port == wanted.Port && (IsAny || LocalEndPoint.Address.Equals(wanted.Address));

    /// <summary>Whether some request could be for either.</summary>
    internal bool Overlaps(SimulatedListener other) => Covers(other.LocalEndPoint) || other.Covers(LocalEndPoint);

    /// <summary>Why no further connection can wait, if none can.</summary>
    internal string? WhyFull() => _arrived.Count < Backlog ? null : $"{Backlog} connections wait to be accepted, which is the limit";

    private void Close()
    {
        _isClosed = true;
        _node.Remove(this);
        _accepts.FailAll(static () => NetworkErrors.Socket(SocketError.OperationAborted));
    }

    /// <summary>A request has arrived and is granted.</summary>
    internal void Offer(SimulatedConnection connection)
    {
        if (_accepts.TryPeek(out Waiter<SimulatedConnection> accept))
        {
            accept.Complete(connection);
        }
        else
        {
            _arrived.Enqueue(connection);
            Offered?.Invoke();
        }
    }
}
