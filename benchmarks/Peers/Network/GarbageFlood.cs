using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sim.Peers;

/// <summary>Clients that send what no server wants, on threads of their own: lines and headers without end, requests that never come to theirs, and connections past every limit.</summary>
internal sealed class GarbageFlood : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);
    private static readonly byte[] s_line = new string('x', 64 * 1024).Select(static letter => (byte)letter).ToArray();
    private static readonly byte[] s_headers = Encoding.ASCII.GetBytes("GET\n" + string.Concat(Enumerable.Repeat("Header: value\n", 4_000)));
    private static readonly byte[] s_slow = "x\n"u8.ToArray();

    private readonly EndPoint _server;
    private readonly List<Thread> _threads = [];
    private long _sent;
    private volatile bool _isOver;

    /// <param name="server">Whom they send to.</param>
    /// <param name="ofEachKind">How many clients there are of each kind, each with one connection at a time, and how many connections are opened at once.</param>
    public GarbageFlood(EndPoint server, int ofEachKind)
    {
        _server = server;
        for (int i = 0; i < ofEachKind; i++)
        {
            Start(() => Send(s_line, TimeSpan.Zero));
            Start(() => Send(s_headers, TimeSpan.Zero));
            Start(() => Send(s_slow, s_pause));
        }

        Start(() => Connect(ofEachKind));
    }

    /// <summary>How many bytes the server's machine took.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Waits until all have left.</summary>
    public void Dispose()
    {
        _isOver = true;
        _threads.ForEach(static thread => thread.Join());
    }

    private void Start(Action client)
    {
        var thread = new Thread(() => Repeat(client), maxStackSize: 256 * 1024) { IsBackground = true };
        _threads.Add(thread);
        thread.Start();
    }

    /// <summary>Whoever is reset comes again.</summary>
    private void Repeat(Action client)
    {
        while (!_isOver)
        {
            try
            {
                client();
            }
            catch (SocketException)
            {
                Thread.Sleep(s_pause);
            }
        }
    }

    private void Send(byte[] bytes, TimeSpan pause)
    {
        using Socket client = Open();
        while (!_isOver)
        {
            Interlocked.Add(ref _sent, client.Send(bytes));
            Thread.Sleep(pause);
        }
    }

    private void Connect(int count)
    {
        List<Socket> clients = [];
        try
        {
            for (int i = 0; i < count; i++)
            {
                clients.Add(Open());
            }

            Thread.Sleep(s_pause);
        }
        finally
        {
            clients.ForEach(static client => client.Dispose());
        }
    }

    /// <summary>A server that is at its end takes nothing, but is no reason to wait.</summary>
    private Socket Open()
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { SendTimeout = 1000 };
        try
        {
            client.Connect(_server);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
