using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Sim.Transports;

namespace Sim.Peers;

/// <summary>
/// Connections come and go at random for a while, by all ways in which they can: sockets, tasks and memory must return to where
/// they began.
/// </summary>
internal static class Churn
{
    private const int AtOnce = 50;

    /// <summary>What the runtime keeps for itself (pools, tiers of its code) may grow by so much.</summary>
    private const long MemorySlack = 512 * 1024;

    /// <summary>Prints one line of JSON.</summary>
    /// <returns>The exit code: 1 if something is left.</returns>
    public static int Measure(TimeSpan duration, int seed) => EventLoop.Run(async () =>
    {
        EventLoop loop = EventLoop.Current;
        var server = new ChurnServer();
        using ITransportListener listener = loop.Network.Listen(new IPEndPoint(IPAddress.Loopback, 0), server.NewConnection, new ListenOptions { Backlog = 1024 });
        var random = new Random(seed);
        // What is made once, pools and tables among it, is made by then.
        await Run(listener.LocalEndPoint, TimeSpan.FromSeconds(Math.Min(2, duration.TotalSeconds / 2)), random, server);
        Footprint before = Footprint.Take(loop);
        int connections = await Run(listener.LocalEndPoint, duration, random, server);
        Footprint after = Footprint.Take(loop);
        bool isClean = after.Sockets == before.Sockets && after.Tasks == before.Tasks && after.LiveBytes <= before.LiveBytes + MemorySlack;
        Console.WriteLine(JsonSerializer.Serialize(new { seconds = duration.TotalSeconds, seed, connections, server.Most, before, after, clean = isClean }));
        return isClean ? 0 : 1;
    });

    /// <summary>Until everybody is gone on both sides.</summary>
    /// <returns>How many connections there were.</returns>
    private static async Task<int> Run(EndPoint server, TimeSpan duration, Random random, ChurnServer connections)
    {
        EventLoop loop = EventLoop.Current;
        long start = Stopwatch.GetTimestamp();
        int count = 0;
        LoopTask[] clients = [.. Enumerable.Range(0, AtOnce).Select(_ => loop.CreateTask(async () =>
        {
            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                await Live(server, random.Next(7), random);
                count++;
            }
        }))];
        foreach (LoopTask client in clients)
        {
            await client;
        }

        while (connections.Open > 0)
        {
            await LoopTask.Sleep(TimeSpan.FromMilliseconds(1));
        }

        await LoopTask.Sleep(TimeSpan.FromMilliseconds(10));
        return count;
    }

    private static Task Live(EndPoint server, int way, Random random) => way switch
    {
        0 => CancelConnect(server, random),
        1 => CancelWait(server, random),
        _ => Converse(server, way, random),
    };

    /// <summary>Asks a few times, and ends in one of several ways.</summary>
    private static async Task Converse(EndPoint server, int way, Random random)
    {
        EchoClient client = await EchoClient.Connect(server);
        for (int i = random.Next(4); i > 0; i--)
        {
            client.Ask();
            if (random.Next(4) > 0)
            {
                await client.Answer;
            }
        }

        switch (way)
        {
            case 2:
                client.Transport.Abort();
                break;
            case 3:
                client.Transport.WriteEof();
                break;
            case 4:
                client.Transport.Write(new byte[random.Next(500_000)]);
                client.Transport.Close();
                break;
            case 5:
                client.Transport.PauseReading();
                client.Transport.Write(new byte[random.Next(500_000)]);
                client.Transport.Abort();
                break;
            default:
                client.Transport.Close();
                break;
        }

        await client.Gone;
    }

    private static async Task CancelConnect(EndPoint server, Random random)
    {
        LoopTask<EchoClient> connecting = EventLoop.Current.CreateTask(() => EchoClient.Connect(server));
        for (int i = random.Next(3); i > 0; i--)
        {
            await LoopTask.Sleep(TimeSpan.Zero);
        }

        connecting.Cancel();
        await LoopTask.Wait([connecting]);
        if (!connecting.IsCanceled)
        {
            connecting.Result.Transport.Abort();
        }
    }

    private static async Task CancelWait(EndPoint server, Random random)
    {
        EchoClient client = await EchoClient.Connect(server);
        LoopTask waiting = EventLoop.Current.CreateTask(async () =>
        {
            client.Ask();
            await client.Answer;
        });
        for (int i = random.Next(3); i > 0; i--)
        {
            await LoopTask.Sleep(TimeSpan.Zero);
        }

        waiting.Cancel();
        await LoopTask.Wait([waiting]);
        client.Transport.Close();
        await client.Gone;
    }

    private sealed record Footprint(int Sockets, int Tasks, long LiveBytes, long ResidentBytes)
    {
        public static Footprint Take(EventLoop loop) => new(
            OpenSockets(), loop.AllTasks.Count, GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);

        /// <summary>The runtime opens and closes files of its own; sockets are ours.</summary>
        private static int OpenSockets() =>
            Directory.GetFiles("/proc/self/fd").Count(static descriptor => new FileInfo(descriptor).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);
    }
}
