using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Sim.Peers;

/// <summary>Holds many idle connections to a server in a process of its own, then has each echo once: what one costs there, and whether one is lost.</summary>
internal static class IdleConnections
{
    private const int WarmUp = 200;
    private const int AtOnce = 100;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>Prints one line of JSON.</summary>
    /// <param name="count">How many connections.</param>
    /// <param name="command">The server's command line with {port} in it; null for this program's own echo server.</param>
    /// <returns>The exit code: 1 if an echo is missing.</returns>
    public static int Measure(int count, string? command)
    {
        int port = FreePort();
        using Process server = Start(command, port);
        try
        {
            return EventLoop.Run(() => Measure(server, new IPEndPoint(IPAddress.Loopback, port), count));
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    private static async Task<int> Measure(Process server, IPEndPoint address, int count)
    {
        List<EchoClient> clients = [await ConnectPatiently(address)];
        await Open(clients, address, WarmUp);
        await Echo(clients);
        long before = ResidentBytes(server);
        await Open(clients, address, WarmUp + count);
        await LoopTask.Sleep(TimeSpan.FromSeconds(1));
        long after = ResidentBytes(server);
        int echoed = await Echo(clients);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            connections = clients.Count,
            echoed,
            lost = clients.Count - echoed,
            bytes_per_idle_connection = Math.Round((after - before) / (double)count),
        }));
        foreach (EchoClient client in clients)
        {
            client.Transport.Abort();
        }

        return echoed == clients.Count ? 0 : 1;
    }

    /// <summary>The server takes its time to start.</summary>
    private static async Task<EchoClient> ConnectPatiently(IPEndPoint address)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await EchoClient.Connect(address);
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(start) < s_patience)
            {
                await LoopTask.Sleep(TimeSpan.FromMilliseconds(50));
            }
        }
    }

    private static async Task Open(List<EchoClient> clients, IPEndPoint address, int upTo)
    {
        EventLoop loop = EventLoop.Current;
        while (clients.Count < upTo)
        {
            LoopTask<EchoClient>[] batch = [.. Enumerable.Range(0, Math.Min(AtOnce, upTo - clients.Count)).Select(_ => loop.CreateTask(() => EchoClient.Connect(address)))];
            foreach (LoopTask<EchoClient> connecting in batch)
            {
                clients.Add(await connecting);
            }
        }
    }

    /// <returns>How many got back what they sent.</returns>
    private static async Task<int> Echo(List<EchoClient> clients)
    {
        EventLoop loop = EventLoop.Current;
        int echoed = 0;
        foreach (EchoClient[] batch in clients.Chunk(AtOnce))
        {
            foreach (EchoClient client in batch)
            {
                client.Ask();
            }

            foreach (EchoClient client in batch)
            {
                try
                {
                    echoed += await LoopTask.WaitFor(client.Answer, s_patience) ? 1 : 0;
                }
                catch (TimeoutException)
                {
                    // Counted as lost.
                }
            }
        }

        return echoed;
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    /// <summary>By a shell, which lets it have as many descriptors as it may.</summary>
    private static Process Start(string? command, int port)
    {
        command ??= $"\"{Environment.ProcessPath}\" {(Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? $"\"{typeof(IdleConnections).Assembly.Location}\" " : "")}echo protocol {{port}}";
        string line = command.Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"ulimit -n $(ulimit -Hn); exec {line}");
        return Process.Start(start)!;
    }

    private static long ResidentBytes(Process process)
    {
        process.Refresh();
        return process.WorkingSet64;
    }
}
