using System.Net.Sockets;

namespace Sim;

/// <summary>A socket that is being connected.</summary>
internal sealed class ConnectWatch(EventLoop loop, MachineSocket socket) : Watch(socket.Handle)
{
    private static readonly Action<object?> s_ready = static watch => ((ConnectWatch)watch!).Ready.TrySetResult(true);

    /// <summary>Is done once the connection is there, or failed.</summary>
    public LoopFuture<bool> Ready { get; } = new(loop);

    public override Socket Socket => socket.Socket;

    public override bool IsOwned => true;

    public override void Happened(EventLoop loop, Interest what) => loop.Receive(s_ready, this, context: null);

    public override void Abandon() => socket.Close(abortively: true);
}
