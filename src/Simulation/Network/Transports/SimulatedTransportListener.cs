using System.Net;
using Sim.Transports;

namespace Sim;

/// <summary>A listener of the simulated network as an event loop sees it: each connection that arrives is accepted in a callback of the loop.</summary>
internal sealed class SimulatedTransportListener : LoopActor, ITransportListener
{
    private readonly Fabric _fabric;
    private readonly SimulatedListener _listener;
    private readonly Func<IProtocol> _protocol;
    private readonly IConnectionKeeper? _keeper;
    private bool _isPaused;

    public SimulatedTransportListener(EventLoop loop, Fabric fabric, SimulatedListener listener, Func<IProtocol> protocol, IConnectionKeeper? keeper)
        : base(loop, fabric)
    {
        _fabric = fabric;
        _listener = listener;
        _protocol = protocol;
        _keeper = keeper;
        listener.Offered = Signal;
    }

    public EndPoint LocalEndPoint => _listener.LocalEndPoint;

    public bool IsAccepting => !_isPaused && !IsClosed;

    public bool IsClosed { get; private set; }

    protected override bool HasWork => IsAccepting && _listener.HasArrivals;

    public void PauseAccepting() => _isPaused = true;

    public void ResumeAccepting()
    {
        _isPaused = false;
        Signal();
    }

    public void Close()
    {
        IsClosed = true;
        _listener.Dispose();
    }

    public void Dispose() => Close();

    protected override void DoNext() => Serve(_listener.TryAccept()!);

    private void Serve(SimulatedConnection connection)
    {
        if (_keeper is not null && !_keeper.Admits())
        {
            connection.Reset();
            return;
        }

        try
        {
            _ = new SimulatedTransport(Loop, _fabric, connection, _protocol(), _keeper);
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            Report("The protocol factory of a listener threw: the connection is reset.", exception, _protocol);
            connection.Reset();
        }
    }
}
