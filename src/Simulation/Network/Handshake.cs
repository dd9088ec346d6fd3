using System.Net.Sockets;

namespace Sim;

/// <summary>
/// A connection that was asked for: the request travels one way, the answer, or the refusal, travels back. Where either is lost the request is made
/// again, until it is answered or the client gives up.
/// </summary>
internal sealed class Handshake : Waiter<SimulatedConnection>, IHeld
{
    private readonly Fabric _fabric;
    private readonly SimulatedConnection _client;
    private readonly SimulatedConnection _server;
    private readonly Request _request;
    private Unanswered? _timeout;
    private long _askedAt;
    private int _attempts;

    public Handshake(Fabric fabric, SimulatedConnection client, SimulatedConnection server)
    {
        _fabric = fabric;
        _client = client;
        _server = server;
        _request = new Request(this) { Source = client.Node };
        client.BeginOpening(this);
    }

    public ValueTask<SimulatedConnection> Begin(CancellationToken token)
    {
        _client.Node.Add(_client);
        Send();
        Obey(token);
        return Task;
    }

    /// <summary>A fault that kept the request or the answer is over.</summary>
    public void GoOn()
    {
        if (_timeout is { IsScheduled: true } timeout)
        {
            timeout.Disarm();
            Send();
        }
    }

    /// <summary>The server may know no better and grant the connection: it will be told once it has.</summary>
    protected override void OnCanceled() => _client.Dispose();

    private void Send()
    {
        _askedAt = _fabric.Now;
        Verdict verdict = _fabric.Judge(_client.Node, _server.Node, PacketKind.Connect);
        if (verdict.Delivers)
        {
            _fabric.Launch(_request, verdict);
        }
        else
        {
            AwaitTimeout(verdict.Keeper);
        }
    }

    private void AwaitTimeout(NetworkFault? keeper)
    {
        keeper?.Keep(this);
        TcpOptions tcp = _fabric.Tcp;
        _timeout ??= new Unanswered(this) { Source = _client.Node };
        _fabric.Schedule(_timeout, Math.Max(_fabric.Now, _askedAt + tcp.Backoff(tcp.ConnectTimeout, _attempts)));
    }

    private void OnTimeout()
    {
        if (_client.IsClosed)
        {
            return;
        }

        if (_attempts < _fabric.Tcp.ConnectRetransmissions)
        {
            _attempts++;
            Send();
        }
        else
        {
            _client.Dispose();
            Fail(NetworkErrors.Socket(SocketError.TimedOut, $"{_server.Node.Name} does not answer"));
        }
    }

    /// <summary>The server lets nobody in of whom it could not tell that it did.</summary>
    private void Ask()
    {
        if (_server.Node.IsOff)
        {
            AwaitTimeout(keeper: null);
            return;
        }

        Verdict verdict = _fabric.Judge(_server.Node, _client.Node, PacketKind.Answer);
        if (!verdict.Delivers)
        {
            AwaitTimeout(verdict.Keeper);
        }
        else if (_server.Node.Admit(_server, out string? why))
        {
            _server.Grant(verdict);
        }
        else
        {
            _fabric.Launch(new Refusal(this, why) { Source = _server.Node }, verdict);
        }
    }

    private void Refuse(string? why)
    {
        if (!_client.IsClosed)
        {
            _client.Dispose();
            Fail(NetworkErrors.Socket(SocketError.ConnectionRefused, why));
        }
    }

    private sealed class Request(Handshake handshake) : NetworkEvent(handshake._server.Node)
    {
        public override void Run() => handshake.Ask();
    }

    private sealed class Refusal(Handshake handshake, string? why) : NetworkEvent(handshake._client.Node)
    {
        public override void Run() => handshake.Refuse(why);
    }

    /// <summary>The client has waited long enough for an answer.</summary>
    private sealed class Unanswered(Handshake handshake) : NetworkEvent(handshake._client.Node)
    {
        public override void Run() => handshake.OnTimeout();
    }
}
