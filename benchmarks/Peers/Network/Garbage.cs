using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Sim.Transports;

namespace Sim.Peers;

/// <summary>
/// A server on streams under clients that send what no server wants, as fast as it takes them: what it holds stays below a bound that follows from its limits, each kind of
/// them gets its error, and one client that behaves is served all the while.
/// </summary>
internal static class Garbage
{
    private const int MostConnections = 100;
    private const int OfEachKind = 30;

    /// <summary>What one receive brings at most, over what the reader would hold.</summary>
    private const int Receive = 256 * 1024;

    /// <summary>Memory comes in powers of two, and the pool keeps what it lent last.</summary>
    private const int Rounding = 2;

    /// <summary>What the runtime and the measurement need.</summary>
    private const long Slack = 4 * 1024 * 1024;

    /// <summary>For how much longer than asked it goes on until each error has come.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_sampling = TimeSpan.FromMilliseconds(50);

    private static long Bound => Slack + (Rounding * MostConnections * ((2L * GarbageServer.Limit) + Receive));

    /// <summary>Prints one line of JSON.</summary>
    /// <returns>The exit code: 1 if memory passes the bound, an answer is wrong, or an error never came.</returns>
    public static int Measure(TimeSpan duration) => EventLoop.Run(() => MeasureAsync(duration), new EventLoopOptions { ExceptionHandler = Tell });

    /// <summary>That connections are refused is what is asked for.</summary>
    private static void Tell(LoopErrorContext error)
    {
        if (error.Kind != LoopErrorKind.ConnectionsRefused)
        {
            Console.Error.WriteLine(error);
        }
    }

    private static async Task<int> MeasureAsync(TimeSpan duration)
    {
        var service = new GarbageServer();
        LoopServer server = await EventLoop.Current.StartServerAsync(service.ServeAsync, new IPEndPoint(IPAddress.Loopback, 0), new ServerOptions
        {
            Limit = GarbageServer.Limit,
            MaxConnections = MostConnections,
            Listen = new ListenOptions { Backlog = 1024 },
        });
        StreamConnection good = await EventLoop.Current.OpenConnectionAsync(server.LocalEndPoint);
        bool isRight = await Ask(good);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var flood = new GarbageFlood(server.LocalEndPoint, OfEachKind);
        long peak = 0;
        int served = 0;
        long start = Stopwatch.GetTimestamp();
        while (peak <= Bound && Stopwatch.GetElapsedTime(start) < duration + (HasSeenAll() ? TimeSpan.Zero : s_patience))
        {
            isRight &= await Ask(good);
            served++;
            await LoopTask.Sleep(s_sampling);
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        await Task.Run(flood.Dispose);
        await good.DisposeAsync();
        server.AbortClients();
        await server.DisposeAsync();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            seconds = duration.TotalSeconds,
            bytes_sent = flood.Sent,
            service.Errors,
            refused = server.RefusedCount,
            served,
            served_right = isRight,
            peak_live_bytes = peak,
            bound = Bound,
        }));
        return isRight && peak <= Bound && HasSeenAll() ? 0 : 1;

        bool HasSeenAll() => service.HasSeenAll && server.RefusedCount > 0;
    }

    private static async Task<bool> Ask(StreamConnection good)
    {
        good.Writer.Write("ping\nA: 1\n\n");
        return await good.Reader.ReadTextLineAsync() == "ping, 1 headers";
    }
}
