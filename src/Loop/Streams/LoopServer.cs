using System.Net;
using Sim.Transports;

namespace Sim;

/// <summary>
/// Serves connections, at one address or several, from when it is made until it is closed. It knows its clients, and is done once it is closed and has none.
/// Use it on its loop's thread.
/// </summary>
public sealed class LoopServer : IConnectionKeeper, IAsyncDisposable
{
    private readonly EventLoop _loop;
    private readonly int _most;
    private readonly List<ITransportListener> _listeners = [];
    private readonly LinkedList<IStreamTransport> _clients = new();
    private readonly Dictionary<IStreamTransport, LinkedListNode<IStreamTransport>> _places = new(ReferenceEqualityComparer.Instance);
    private readonly List<StreamWait> _waits = [];
    private bool _hasWarned;

    internal LoopServer(EventLoop loop, ServerOptions options)
    {
        _loop = loop;
        _most = options.MaxConnections ?? int.MaxValue;
    }

    /// <summary>The addresses at which it listens, with the ports that were chosen where none were asked for.</summary>
    public IReadOnlyList<EndPoint> LocalEndPoints { get; private set; } = [];

    /// <summary>The first of <see cref="LocalEndPoints"/>.</summary>
    public EndPoint LocalEndPoint => LocalEndPoints[0];

    /// <summary>The port of <see cref="LocalEndPoint"/>.</summary>
    /// <exception cref="InvalidOperationException">It is not an <see cref="IPEndPoint"/>.</exception>
    public int Port => LocalEndPoint is IPEndPoint address ? address.Port : throw new InvalidOperationException($"{LocalEndPoint} has no port.");

    /// <summary>Whether it listens.</summary>
    public bool IsServing { get; private set; } = true;

    /// <summary>How many clients it has.</summary>
    public int ConnectionCount => _clients.Count;

    /// <summary>How many connections it has reset as it had as many as it may have (<see cref="ServerOptions.MaxConnections"/>).</summary>
    public long RefusedCount { get; private set; }

    /// <summary>Waits until the server is closed.</summary>
    /// <param name="cancellationToken">Closes it, as the cancellation of the task does.</param>
    /// <exception cref="OperationCanceledException">The task or the token was canceled: the server is closed, and all its clients are gone.</exception>
    public async Task ServeForeverAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            while (IsServing)
            {
                await WaitAsync("a server to be closed", cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            Close();
            await WaitClosedAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Listens no more. Clients stay: see <see cref="CloseClients"/>. A second call does nothing.</summary>
    public void Close()
    {
        if (IsServing)
        {
            IsServing = false;
            _listeners.ForEach(static listener => listener.Close());
            WakeUp();
        }
    }

    /// <summary>Closes the connections of all clients, once what was written to them is sent.</summary>
    public void CloseClients()
    {
        foreach (IStreamTransport client in _clients.ToArray())
        {
            client.Close();
        }
    }

    /// <summary>Resets the connections of all clients.</summary>
    public void AbortClients()
    {
        foreach (IStreamTransport client in _clients.ToArray())
        {
            client.Abort();
        }
    }

    /// <summary>Waits until the server is closed and has no clients.</summary>
    /// <exception cref="OperationCanceledException">The task or the token was canceled.</exception>
    public async Task WaitClosedAsync(CancellationToken cancellationToken = default)
    {
        while (IsServing || _clients.Count > 0)
        {
            await WaitAsync("a server to be closed and without clients", cancellationToken);
        }
    }

    /// <summary>Closes it and waits until its clients are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        Close();
        await WaitClosedAsync();
    }

    bool IConnectionKeeper.Admits()
    {
        if (_clients.Count < _most)
        {
            return true;
        }

        RefusedCount++;
        Warn();
        return false;
    }

    void IConnectionKeeper.Attach(IStreamTransport transport) => _places.Add(transport, _clients.AddLast(transport));

    void IConnectionKeeper.Detach(IStreamTransport transport)
    {
        if (_places.Remove(transport, out LinkedListNode<IStreamTransport>? place))
        {
            _clients.Remove(place);
            _hasWarned = false;
            WakeUp();
        }
    }

    /// <summary>Listens at one more address.</summary>
    internal void Add(ITransportListener listener)
    {
        _listeners.Add(listener);
        LocalEndPoints = [.. LocalEndPoints, listener.LocalEndPoint];
    }

    /// <summary>From now on a client is closed through another transport, which is that of TLS over its own.</summary>
    internal void Present(IStreamTransport transport, IStreamTransport outer)
    {
        if (_places.TryGetValue(transport, out LinkedListNode<IStreamTransport>? place))
        {
            place.Value = outer;
        }
    }

    private async Task WaitAsync(string what, CancellationToken token)
    {
        var wait = new StreamWait(_loop, what);
        _waits.Add(wait);
        try
        {
            await wait.WaitAsync(token);
        }
        finally
        {
            _waits.Remove(wait);
        }
    }

    private void WakeUp() => _waits.ForEach(static wait => wait.Wake());

    private void Warn()
    {
        if (!_hasWarned)
        {
            _hasWarned = true;
            _loop.CallExceptionHandler(new LoopErrorContext
            {
                Loop = _loop,
                Kind = LoopErrorKind.ConnectionsRefused,
                Message = $"The server at {LocalEndPoint} has {_most:N0} connections, as many as it may have: it resets further ones until one is closed.",
            });
        }
    }
}
