using System.Net;
using System.Net.Sockets;
using Sim.Scenarios.Conformance;
using static Sim.Scenarios.Streams.Pairs;

namespace Sim.Scenarios.Streams;

/// <summary>CPython's test_server and what servers are made of, in words of C#.</summary>
public class ServerTests
{
    [Theory]
    [RealAndNested]
    public void B153_What_a_handler_throws_is_told_and_its_connection_closed__test_unhandled_exception(ArmKind arm)
    {
        List<LoopErrorContext> told = [];
        Arms.Run(
            arm,
            async () =>
            {
                told.Clear();
                await using LoopServer server = await Serve(static _ => throw new FormatException("the handler's"));
                await using StreamConnection client = await server.Connect();
                Assert.Empty(await client.Reader.ReadToEndAsync());
            },
            () => new EventLoopOptions { ExceptionHandler = told.Add });
        LoopErrorContext context = Assert.Single(told);
        Assert.Equal(LoopErrorKind.ConnectionHandlerFault, context.Kind);
        Assert.IsType<FormatException>(context.Exception);
        Assert.Contains("127.0.0.1", context.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_simulation_what_a_handler_throws_is_a_finding()
    {
        RunResult run = Determinism.Twice.Run(static async _ =>
        {
            LoopServer server = await Serve(static _ => throw new FormatException("the handler's"));
            await using StreamConnection client = await server.Connect();
            await client.Reader.ReadToEndAsync();
        });
        Assert.Equal(RunOutcome.Crashed, run.Outcome);
        Assert.IsType<FormatException>(run.Failure!.Exception);
    }

    [Theory]
    [EveryOrder]
    public void B153_A_canceled_handler_closes_its_connection_in_silence__test_unhandled_cancel(ArmKind arm) => Arms.Run(arm, async () =>
    {
        await using LoopServer server = await Serve(static async _ =>
        {
            LoopTask.Current!.Cancel();
            await LoopTask.Sleep(TimeSpan.FromHours(1));
        });
        await using StreamConnection client = await server.Connect();
        Assert.Empty(await client.Reader.ReadToEndAsync());
    });

    /// <remarks>Seen to fail when a server was done while it had clients.</remarks>
    [Theory]
    [EveryOrder]
    public void It_is_done_once_it_is_closed_and_without_clients__test_wait_closed(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopServer server = await Serve(Echo);
        LoopTask done = TheLoop.CreateTask(() => server.WaitClosedAsync());
        StreamConnection client = await server.Connect();
        client.Writer.Write("x\n");
        await client.Reader.ReadLineAsync();
        Assert.Equal(1, server.ConnectionCount);
        server.Close();
        server.Close();
        Assert.False(server.IsServing);
        await LoopTask.Sleep(Ms(2));
        Assert.False(done.IsDone);
        client.Writer.Write("still served\n");
        Assert.Equal("still served", await client.Reader.ReadTextLineAsync());
        await client.DisposeAsync();
        await done;
        Assert.Equal(0, server.ConnectionCount);
        SocketException refused = await Assert.ThrowsAsync<SocketException>(() => server.Connect());
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    });

    [Theory]
    [EveryOrder]
    public void Clients_are_closed_in_good_order__test_close_clients(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopServer server = await Serve(static async connection =>
        {
            connection.Writer.Write(Pattern(1_000_000));
            await connection.Reader.ReadToEndAsync();
        });
        StreamConnection client = await server.Connect();
        await client.Reader.ReadExactlyAsync(1);
        server.Close();
        server.CloseClients();
        Assert.Equal(999_999, (await client.Reader.ReadToEndAsync()).Length);
        await server.WaitClosedAsync();
        await client.DisposeAsync();
    });

    [Theory]
    [EveryOrder]
    public void Clients_are_reset__test_abort_clients(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopServer server = await Serve(static async connection =>
        {
            connection.Writer.Write(Pattern(24_000_000));
            await Assert.ThrowsAnyAsync<IOException>(async () => await connection.Writer.DrainAsync());
        });
        StreamConnection client = await server.Connect();
        await client.Reader.ReadExactlyAsync(1);
        server.Close();
        server.AbortClients();
        await server.WaitClosedAsync();
        IOException thrown = await Assert.ThrowsAnyAsync<IOException>(async () => await client.Reader.ReadToEndAsync());
        Assert.Equal(SocketError.ConnectionReset, ErrorOf(thrown));
        await client.DisposeAsync();
    });

    [Theory]
    [AllArms]
    public void Serving_forever_ends_by_a_cancellation_that_closes__test_serve_forever(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopServer server = await Serve(Echo);
        LoopTask serving = TheLoop.CreateTask(() => server.ServeForeverAsync());
        await LoopTask.Sleep(Ms(1));
        Assert.False(serving.IsDone);
        serving.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await serving);
        Assert.False(server.IsServing);

        LoopServer other = await Serve(Echo);
        LoopTask served = TheLoop.CreateTask(() => other.ServeForeverAsync());
        await LoopTask.Sleep(Ms(1));
        other.Close();
        await served;
    });

    /// <remarks>Seen to fail when a connection that was gone was still counted.</remarks>
    [Theory]
    [AllArms]
    public void A_thousand_short_connections_leave_nothing_behind(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopServer server = await Serve(Echo, new ServerOptions { Listen = new() { Backlog = 1000 } });
        for (int round = 0; round < 10; round++)
        {
            await LoopTask.Gather([.. Enumerable.Range(0, 100).Select(number => TheLoop.CreateTask(async () =>
            {
                StreamConnection client = await server.Connect();
                client.Writer.Write($"{number}\n");
                Assert.Equal($"{number}", await client.Reader.ReadTextLineAsync());
                await client.DisposeAsync();
                return number;
            }))]);
        }

        await server.DisposeAsync();
        Assert.Equal(0, server.ConnectionCount);
        Assert.Equal(0, server.RefusedCount);
    });

    [Theory]
    [EveryOrder]
    public void An_address_is_served_by_one(ArmKind arm) => Arms.Run(arm, async () =>
    {
        await using LoopServer server = await Serve(Echo);
        SocketException thrown = await Assert.ThrowsAsync<SocketException>(() => TheLoop.StartServerAsync(Echo, server.LocalEndPoint));
        Assert.Equal(SocketError.AddressAlreadyInUse, thrown.SocketErrorCode);
        await using LoopServer byName = await TheLoop.StartServerAsync(Echo, "127.0.0.1", 0);
        Assert.NotEqual(server.Port, byName.Port);
        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)byName.LocalEndPoint).Address);
    });

    [Theory]
    [EveryOrder]
    public void Nonsense_is_refused(ArmKind arm) => Arms.Run(arm, async () =>
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => TheLoop.StartServerAsync(null!, Anywhere));
        await Assert.ThrowsAsync<ArgumentNullException>(() => TheLoop.StartServerAsync(Echo, null!));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ServerOptions { MaxConnections = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ServerOptions { Limit = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ConnectionOptions { Limit = 0 });
    });
}
