using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;

namespace Sim.Scenarios.IO.Machine;

/// <summary>Runs a body on a loop of the machine with one of the selectors.</summary>
internal static class MachineLoops
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static IPEndPoint AnyPort => new(IPAddress.Loopback, 0);

    /// <summary>On a thread of its own: fails instead of waiting forever. What the exception handler was told fails it too, unless <paramref name="faults"/> takes it.</summary>
    public static void Run(SelectorKind kind, Func<EventLoop, Task> body, List<LoopErrorContext>? faults = null)
    {
        List<LoopErrorContext> told = faults ?? [];
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(() => EventLoop.Run(() => body(EventLoop.Current), Options(kind, told.Add)))) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(Patience), "The loop did not come to an end.");
        if (thrown is not null)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }

        Assert.True(faults is not null || told.Count == 0, string.Join('\n', told));
    }

    public static EventLoopOptions Options(SelectorKind kind, Action<LoopErrorContext>? handler = null) => new()
    {
        Selector = kind == SelectorKind.Portable ? LoopSelectors.Portable() : null,
        ExceptionHandler = handler,
    };

    /// <summary>Two ends of a connection, both non-blocking.</summary>
    public static (Socket One, Socket Other) Pair()
    {
        using Socket listener = Listener();
        var one = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        one.Connect(listener.LocalEndPoint!);
        listener.Blocking = true;
        Socket other = listener.Accept();
        one.Blocking = other.Blocking = false;
        return (one, other);
    }

    /// <summary>Non-blocking.</summary>
    public static Socket Listener()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        listener.Bind(AnyPort);
        listener.Listen();
        return listener;
    }

    /// <summary>A blocking client, to be used on other threads.</summary>
    public static Socket Client(EndPoint server)
    {
        var client = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(server);
        return client;
    }

    /// <summary>Lets ticks pass until it holds.</summary>
    public static async Task Until(Func<bool> holds)
    {
        while (!holds())
        {
            await LoopTask.Sleep(TimeSpan.FromMilliseconds(1));
        }
    }
}
