using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sim.Scenarios.IO.Machine;

/// <summary>A server in a process of its own that runs out of descriptors.</summary>
public class DescriptorLimitTests
{
    private const int Descriptors = 256;

    /// <summary>More than can be accepted; the rest fits into the machine's queue, which may be as short as 128.</summary>
    private const int Clients = 260;

    /// <summary>So many of the first leave that the others fit, whatever the runtime keeps open itself.</summary>
    private const int Leaving = 200;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <remarks>
    /// Seen to fail: with the error taken for one that only has to wait (nobody is told), with a listener that does not try again (the last clients get no answer), and
    /// with one that lets go none of the descriptors that it holds back (whoever is told cannot open a file).
    /// </remarks>
    [Fact]
    public void A_server_without_descriptors_serves_those_it_has_and_accepts_again_when_some_come_free()
    {
        using Process server = Start();
        using var end = new Timer(_ => server.Kill(), null, s_patience, Timeout.InfiniteTimeSpan);
        List<Socket> clients = [];
        try
        {
            IPEndPoint address = new(IPAddress.Loopback, int.Parse(server.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture));
            Connect(clients, address, 1);
            Assert.Equal(1, Echoes(clients));
            Connect(clients, address, Clients - 1);
            Assert.Equal("none left", server.StandardOutput.ReadLine());
            Assert.Equal(10, Echoes(clients[..10]));

            clients[1..Leaving].ForEach(static client => client.Dispose());
            clients.RemoveRange(1, Leaving - 1);
            Connect(clients, address, 1);
            Assert.Equal(Clients - Leaving + 2, Echoes(clients));
        }
        finally
        {
            clients.ForEach(static client => client.Dispose());
            server.Kill();
            server.WaitForExit();
        }
    }

    private static Process Start()
    {
        ProcessStartInfo start = new("sh") { RedirectStandardOutput = true };
        foreach (string argument in (string[])["-c", $"ulimit -n {Descriptors}; exec \"$0\" exec \"$1\"", Environment.ProcessPath!, Dll])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static string Dll { get; } =
        Path.Combine(Hygiene.Repository.Root, "tests/Fixtures/Descriptors/bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0/Sim.Descriptors.dll");

    private static void Connect(List<Socket> clients, EndPoint server, int count)
    {
        for (int i = 0; i < count; i++)
        {
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            clients.Add(client);
            client.Connect(server);
        }
    }

    /// <returns>How many got back what they sent; one whose server is killed gets the end.</returns>
    private static int Echoes(List<Socket> clients)
    {
        foreach (Socket client in clients)
        {
            client.Send([42]);
        }

        byte[] answer = new byte[1];
        return clients.Count(client => client.Receive(answer) == 1 && answer[0] == 42);
    }
}
