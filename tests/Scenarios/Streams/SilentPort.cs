using System.Net;
using System.Net.Sockets;

namespace Sim.Scenarios.Streams;

/// <summary>An address of the machine at which nobody answers: a listener whose queue is full.</summary>
internal sealed class SilentPort : IDisposable
{
    private readonly List<Socket> _held = [];

    private SilentPort(Socket listener)
    {
        _held.Add(listener);
        Address = listener.LocalEndPoint!;
    }

    public EndPoint Address { get; }

    public static async Task<SilentPort> OpenAsync()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(Pairs.Anywhere);
        listener.Listen(0);
        var port = new SilentPort(listener);
        port.Fill();
        while (!listener.Poll(0, SelectMode.SelectRead))
        {
            await LoopTask.Sleep(Pairs.Ms(1));
        }

        return port;
    }

    public void Dispose() => _held.ForEach(static held => held.Dispose());

    /// <summary>One is all that the queue holds.</summary>
    private void Fill()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        _held.Add(socket);
        try
        {
            socket.Connect(Address);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // It is on its way.
        }
    }
}
