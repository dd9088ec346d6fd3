using System.Net;
using System.Net.Sockets;
using Sim.Transports;

namespace Sim;

/// <summary>A socket of the machine that listens.</summary>
internal sealed class SocketListener : Watch, ITransportListener
{
    private static readonly TimeSpan s_retryDelay = TimeSpan.FromSeconds(1);
    private static readonly Action<object?> s_accept = static listener => ((SocketListener)listener!).AcceptReady();

    private readonly SocketNetwork _network;
    private readonly MachineSocket _socket;
    private readonly Func<IProtocol> _protocol;
    private readonly ListenOptions _options;
    private readonly ExecutionContext? _context;
    private readonly string? _path;
    private readonly SpareDescriptors _spare = new();
    private TimerHandle _retry;
    private bool _isPaused;
    private bool _isStarved;

    public SocketListener(SocketNetwork network, MachineSocket socket, Func<IProtocol> protocol, ListenOptions options)
        : base(socket.Handle)
    {
        (_network, _socket, _protocol, _options) = (network, socket, protocol, options);
        _context = network.Loop.ContextToFlow();
        LocalEndPoint = socket.LocalEndPoint!;
        _path = UnixPath.Of(LocalEndPoint);
        _spare.Take();
        network.Selector.Add(this);
        UpdateInterest();
    }

    public EndPoint LocalEndPoint { get; }

    public bool IsAccepting => !_isPaused && !IsClosed;

    public bool IsClosed { get; private set; }

    public override Socket Socket => _socket.Socket;

    public override bool IsOwned => true;

    public void PauseAccepting()
    {
        _isPaused = true;
        UpdateInterest();
    }

    public void ResumeAccepting()
    {
        _isPaused = false;
        UpdateInterest();
    }

    public void Close()
    {
        if (!IsClosed)
        {
            _network.Selector.Remove(this);
            Abandon();
        }
    }

    public void Dispose() => Close();

    public override void Happened(EventLoop loop, Interest what) => loop.Receive(s_accept, this, _context);

    public override void Abandon()
    {
        IsClosed = true;
        _retry.Cancel();
        _spare.Release();
        _socket.Close(abortively: false);
        if (_path is not null)
        {
            File.Delete(_path);
        }
    }

    private void UpdateInterest()
    {
        if (!IsClosed)
        {
            _network.Selector.Set(this, _isPaused || _isStarved ? Interest.None : Interest.Read);
        }
    }

    /// <summary>As many as the queue holds, and one more, so that a flood keeps nobody else waiting.</summary>
    private void AcceptReady()
    {
        for (int i = 0; i <= _options.Backlog && (Interest & Interest.Read) != 0; i++)
        {
            MachineSocket? accepted = _socket.Accept(out SocketError error);
            if (accepted is not null)
            {
                Start(accepted);
            }
            else if (MachineSocket.IsLater(error))
            {
                return;
            }
            else if (!IsOfOneConnection(error))
            {
                Starve(error);
            }
        }
    }

    /// <summary>A connection that broke while it waited; the next may be whole.</summary>
    private static bool IsOfOneConnection(SocketError error) => error is SocketError.ConnectionAborted or SocketError.ConnectionReset
        or SocketError.NetworkDown or SocketError.HostDown or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.TimedOut;

    private void Start(MachineSocket accepted)
    {
        if (_options.Keeper is { } keeper && !keeper.Admits())
        {
            accepted.Close(abortively: true);
            return;
        }

        try
        {
            _network.SetUpAccepted(accepted, LocalEndPoint, _options);
            var transport = new StreamSocketTransport(_network, accepted, _protocol()) { Keeper = _options.Keeper };
            _options.Keeper?.Attach(transport);
            transport.MakeSoon();
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            accepted.Close(abortively: true);
            Tell($"A connection to {LocalEndPoint} was reset, for no protocol could be made for it.", exception);
        }
    }

    /// <summary>The process has no descriptors or memory left: it would be told of the same connection again and again.</summary>
    private void Starve(SocketError error)
    {
        _isStarved = true;
        UpdateInterest();
        _spare.Release();
        Tell($"The machine has nothing left to accept connections to {LocalEndPoint} with; the listener tries again in {s_retryDelay.TotalSeconds} s.", new SocketException((int)error));
        _retry = _network.Loop.CallLater(s_retryDelay, () =>
        {
            _isStarved = false;
            _spare.Take();
            UpdateInterest();
        });
    }

    private void Tell(string message, Exception exception)
    {
        EventLoop loop = _network.Loop;
        if (loop.IsFatal(exception))
        {
            loop.Fail(exception);
            return;
        }

        loop.CallExceptionHandler(new LoopErrorContext { Loop = loop, Kind = LoopErrorKind.CallbackFault, Message = message, Exception = exception });
    }
}
