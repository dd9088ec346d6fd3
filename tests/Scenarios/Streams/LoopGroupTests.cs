using System.Net;
using System.Net.Sockets;

namespace Sim.Scenarios.Streams;

/// <summary>Loops on threads of their own, and servers of all of them.</summary>
public class LoopGroupTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static IPEndPoint AnyPort => new(IPAddress.Loopback, 0);

    /// <remarks>Seen to fail with listeners that all were the first loop's.</remarks>
    [Fact]
    public async Task Each_loop_accepts_connections_and_serves_them_on_its_own_thread()
    {
        await using var group = new LoopGroup(3, name: "test loop");
        LoopGroupServer server = await group.StartServerAsync(SayThread, AnyPort);
        HashSet<string> threads = [];
        for (int i = 0; i < 1000 && threads.Count < 3; i++)
        {
            using TcpClient client = await Connect(server);
            threads.Add(await new StreamReader(client.GetStream()).ReadToEndAsync());
        }

        Assert.Equal(["test loop 0", "test loop 1", "test loop 2"], threads.Order(StringComparer.Ordinal));
    }

    /// <remarks>Seen to fail with a group that resets its clients at once.</remarks>
    [Fact]
    public async Task The_end_of_a_group_waits_for_clients_to_leave()
    {
        using var group = new LoopGroup(2);
        LoopGroupServer server = await group.StartServerAsync(Echo, AnyPort);
        using TcpClient client = await Connect(server);
        Assert.Equal(1, await Ask(client));
        Task stopping = group.StopAsync(Timeout.InfiniteTimeSpan);
        await server.CloseAsync();
        Assert.Equal((false, 1), (server.IsServing, server.ConnectionCount));
        Assert.Equal(1, await Ask(client));
        Assert.False(stopping.IsCompleted);

        client.Close();
        await stopping.WaitAsync(s_patience);
        Assert.True(group.Completion.IsCompletedSuccessfully);
        Assert.All(group.Loops, static loop => Assert.True(loop.IsClosed));
        await group.StopAsync();
    }

    /// <remarks>Seen to fail with a group that does not reset its clients, and with one whose loops are closed without their shutdown (the tasks are not canceled).</remarks>
    [Fact]
    public async Task Clients_that_stay_too_long_are_reset_and_what_is_left_on_the_loops_is_canceled()
    {
        using var group = new LoopGroup(2);
        LoopGroupServer server = await group.StartServerAsync(Echo, AnyPort);
        using TcpClient client = await Connect(server);
        Assert.Equal(1, await Ask(client));
        int canceled = 0;
        Task left = group.RunOnEachAsync(async () =>
        {
            try
            {
                await LoopTask.Sleep(TimeSpan.FromHours(1));
            }
            finally
            {
                Interlocked.Increment(ref canceled);
            }
        });
        await group.StopAsync(TimeSpan.Zero).WaitAsync(s_patience);
        await Assert.ThrowsAnyAsync<IOException>(() => Ask(client));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.Equal(2, canceled);
    }

    /// <remarks>Seen to fail when the end of one loop left the others running.</remarks>
    [Fact]
    public async Task What_ends_one_loop_ends_all_and_is_told()
    {
        var group = new LoopGroup(3, static _ => new EventLoopOptions { IsFatal = static exception => exception is FormatException });
        LoopGroupServer server = await group.StartServerAsync(Echo, AnyPort);
        group.Loops[1].CallSoonThreadSafe(static () => throw new FormatException("fatal"));
        Assert.Equal("fatal", (await Assert.ThrowsAsync<FormatException>(() => group.Completion.WaitAsync(s_patience))).Message);
        Assert.All(group.Loops, static loop => Assert.True(loop.IsClosed));
        Assert.False(server.IsServing);
        await Assert.ThrowsAsync<FormatException>(() => group.StopAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => group.StartServerAsync(Echo, AnyPort));
        group.Dispose();
    }

    /// <remarks>Seen to fail without the first look: listeners that share their address share it with another group as well.</remarks>
    [Fact]
    public async Task An_address_that_another_group_has_is_refused_and_the_group_serves_elsewhere()
    {
        await using var one = new LoopGroup(2);
        await using var other = new LoopGroup(2);
        LoopGroupServer server = await one.StartServerAsync(Echo, AnyPort);
        SocketException refused = await Assert.ThrowsAsync<SocketException>(() => other.StartServerAsync(Echo, server.LocalEndPoint));
        Assert.Equal(SocketError.AddressAlreadyInUse, refused.SocketErrorCode);
        LoopGroupServer next = await other.StartServerAsync(Echo, AnyPort);
        using TcpClient client = await Connect(next);
        Assert.Equal(1, await Ask(client));
        Assert.Equal((1, true), (next.ConnectionCount, next.IsServing));
        Assert.NotEqual(server.Port, next.Port);
    }

    [Fact]
    public async Task A_path_is_served_by_one_of_the_loops_and_the_next_path_by_another()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            await using var group = new LoopGroup(2);
            string[] threads = [await ThreadAt(group, Path.Combine(folder, "a")), await ThreadAt(group, Path.Combine(folder, "b"))];
            Assert.Equal(["Sim loop 0", "Sim loop 1"], threads);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_thread_of_the_group_cannot_wait_for_its_end()
    {
        await using var group = new LoopGroup(1);
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => group.RunOnEachAsync(() =>
        {
            group.Dispose();
            return Task.CompletedTask;
        }));
        Assert.Contains("on one of its own threads", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_has_at_least_one_loop() => Assert.Throws<ArgumentOutOfRangeException>(static () => new LoopGroup(0));

    [Fact]
    public void Threads_of_their_own_are_not_simulated()
    {
        RunResult run = Determinism.Twice.Run(static async _ =>
        {
            Assert.Throws<NotSimulatedException>(static () => new LoopGroup(2));
            EventLoop.Run(static () => Task.FromResult(Assert.Throws<NotSimulatedException>(static () => new LoopGroup(2))));
            await Task.Yield();
        });
        Assert.Equal(RunOutcome.Passed, run.Outcome);
    }

    private static async Task<string> ThreadAt(LoopGroup group, string path)
    {
        var address = new UnixDomainSocketEndPoint(path);
        await group.StartServerAsync(SayThread, address);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(address);
        return await new StreamReader(new NetworkStream(client)).ReadToEndAsync();
    }

    private static async Task<TcpClient> Connect(LoopGroupServer server)
    {
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)server.LocalEndPoint);
        return client;
    }

    private static async Task<int> Ask(TcpClient client)
    {
        await client.GetStream().WriteAsync(new byte[] { 42 });
        return await client.GetStream().ReadAsync(new byte[16]).AsTask().WaitAsync(s_patience);
    }

    private static async Task SayThread(StreamConnection connection)
    {
        await using StreamConnection closing = connection;
        connection.Writer.Write(System.Text.Encoding.UTF8.GetBytes(Thread.CurrentThread.Name!));
    }

    private static async Task Echo(StreamConnection connection)
    {
        await using StreamConnection closing = connection;
        var buffer = new byte[16];
        while (await connection.Reader.ReadAsync(buffer) is > 0 and int count)
        {
            connection.Writer.Write(buffer.AsSpan(0, count));
        }
    }
}
