using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Channels;

namespace Sim.NoiseFixtures;

// Eight classes, and so eight tests at once, of what tests do: timers, pool, locks, collections, channels, JSON, sockets, garbage.
public sealed class NoisyTimers
{
    [Fact]
    public async Task Timers() => Assert.InRange(await Noise.MakeAsync(static _ => Task.WhenAll(Enumerable.Range(0, 50).Select(static ms => Task.Delay(ms % 4)))), 1, int.MaxValue);
}

public sealed class NoisyPool
{
    [Fact]
    public async Task Pool() => Assert.InRange(await Noise.MakeAsync(OnceAsync), 1, int.MaxValue);

    private static async Task OnceAsync(int turn)
    {
        using CountdownEvent queued = new(100);
        for (int i = 0; i < 100; i++)
        {
            ThreadPool.QueueUserWorkItem(static queued => queued.Signal(), queued, preferLocal: i % 2 == 0);
        }

        int[] squares = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => Task.Run(() => n * n)));
        Assert.Equal(328_350, squares.Sum());
        await Task.Run(queued.Wait);
    }
}

public sealed class NoisyLocks
{
    private static readonly Lock s_gate = new();
    private static int s_entered;

    [Fact]
    public async Task Locks() => Assert.InRange(await Noise.MakeAsync(OnceAsync), 1, int.MaxValue);

    private static async Task OnceAsync(int turn)
    {
        int before = s_entered;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(static _ => Task.Run(Enter)));
        Assert.Equal(before + 20, s_entered);
    }

    private static void Enter()
    {
        lock (s_gate)
        {
            s_entered++;
        }
    }
}

public sealed class NoisyChannels
{
    [Fact]
    public async Task Channels() => Assert.InRange(await Noise.MakeAsync(OnceAsync), 1, int.MaxValue);

    private static async Task OnceAsync(int turn)
    {
        Channel<int> channel = Channel.CreateBounded<int>(4);
        Task<int> sum = Task.Run(async () => await channel.Reader.ReadAllAsync().SumAsync());
        await Parallel.ForEachAsync(Enumerable.Range(1, 200), async (n, stopped) => await channel.Writer.WriteAsync(n, stopped));
        channel.Writer.Complete();
        Assert.Equal(20_100, await sum);
    }
}

public sealed class NoisyJson
{
    [Fact]
    public async Task Json() => Assert.InRange(await Noise.MakeAsync(OnceAsync), 1, int.MaxValue);

    private static async Task OnceAsync(int turn)
    {
        Dictionary<string, Guid> sent = Enumerable.Range(0, 50).ToDictionary(static n => $"key {n}", static _ => Guid.NewGuid());
        await using MemoryStream stream = new();
        await JsonSerializer.SerializeAsync(stream, sent);
        stream.Position = 0;
        Assert.Equal(sent, await JsonSerializer.DeserializeAsync<Dictionary<string, Guid>>(stream));
    }
}

public sealed class NoisySockets
{
    [Fact]
    public async Task Sockets() => Assert.InRange(await Noise.MakeAsync(OnceAsync), 1, int.MaxValue);

    private static async Task OnceAsync(int turn)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using TcpClient client = new();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using TcpClient server = await listener.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync(new byte[] { 1, 2, 3 });
        byte[] got = new byte[3];
        await server.GetStream().ReadExactlyAsync(got);
        Assert.Equal([1, 2, 3], got);
    }
}

public sealed class NoisyClocks
{
    [Fact]
    public async Task Clocks() => Assert.InRange(await Noise.MakeAsync(OnceAsync), 1, int.MaxValue);

    private static async Task OnceAsync(int turn)
    {
        DateTime before = DateTime.UtcNow;
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(1));
        Assert.True(await timer.WaitForNextTickAsync());
        using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(2));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromHours(1), soon.Token));
        Assert.InRange(DateTime.UtcNow - before, TimeSpan.FromHours(-1), TimeSpan.FromHours(1));
        Assert.True(before.Year >= 2024, "the clock of the simulation beside this reaches this test");
    }
}

public sealed class NoisyGarbage
{
    private static readonly ConcurrentDictionary<int, byte[]> s_kept = new();

    [Fact]
    public async Task Garbage() => Assert.InRange(await Noise.MakeAsync(OnceAsync), 1, int.MaxValue);

    private static async Task OnceAsync(int turn)
    {
        s_kept[turn % 8] = new byte[100_000 + turn % 1000];
        if (turn % 10 == 0)
        {
            GC.Collect(turn % 100 == 0 ? 2 : 0);
            GC.WaitForPendingFinalizers();
        }

        await Task.Yield();
    }
}
