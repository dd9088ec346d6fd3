using System.Net.Sockets;

namespace Sim;

/// <summary>A connection that was asked for: the request travels one way, the answer, or the refusal, travels back.</summary>
internal sealed class Handshake : Waiter<SimulatedConnection>
{
    private readonly Fabric _fabric;
    private readonly SimulatedConnection _client;
    private readonly SimulatedConnection _server;

    public Handshake(Fabric fabric, SimulatedConnection client, SimulatedConnection server)
    {
        _fabric = fabric;
        _client = client;
        _server = server;
        client.BeginOpening(this);
    }

    public ValueTask<SimulatedConnection> Begin(CancellationToken token)
    {
        _client.Node.Add(_client);
        _fabric.Send(new Request(this) { Source = _client.Node });
        Obey(token);
        return Task;
    }

    /// <summary>The server may know no better and grant the connection: it will be told once it has.</summary>
    protected override void OnCanceled() => _client.Dispose();

    private void Ask()
    {
        if (_server.Node.Admit(_server, out string? why))
        {
            _server.Grant();
        }
        else
        {
            _fabric.Send(new Refusal(this, why) { Source = _server.Node });
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
}
