using System.Net.Sockets;
using System.Text;
using Sim.Scenarios.Conformance;
using static Sim.Scenarios.Streams.Pairs;

namespace Sim.Scenarios.Streams;

/// <summary>A server of small requests in the face of garbage: what it holds stays bounded, each offender gets an error of its own, and the others are served on.</summary>
public class GarbageTests
{
    private const int Limit = 1024;
    private const int MostHeaders = 50;

    /// <remarks>That no more is kept than twice the limit is shown by <see cref="TransferTests"/>.</remarks>
    [Theory]
    [AllArms]
    public void A_line_without_end_is_refused_and_not_kept(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        var served = new Service();
        await using LoopServer server = await served.StartAsync();
        await using StreamConnection good = await server.Connect();
        StreamConnection bad = await server.Connect();
        LoopTask flood = TheLoop.CreateTask(() => Flood(bad, new string('x', 10_000)));
        await Assert.ThrowsAnyAsync<IOException>(async () => await flood);
        Assert.Equal(["LimitOverrunException"], served.Errors);
        await IsServed(good);
    });

    [Theory]
    [AllArms]
    public void Headers_without_end_are_refused(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        var served = new Service();
        await using LoopServer server = await served.StartAsync();
        await using StreamConnection good = await server.Connect();
        StreamConnection bad = await server.Connect();
        LoopTask flood = TheLoop.CreateTask(() => Flood(bad, "Header: value\n"));
        await Assert.ThrowsAnyAsync<IOException>(async () => await flood);
        Assert.Equal(["InvalidDataException"], served.Errors);
        await IsServed(good);
    });

    /// <remarks>Who behaves is not held to the time that a machine needs. Seen to fail without the timeout around a request.</remarks>
    [Theory]
    [AllArms]
    public void Who_sends_too_slowly_is_given_up(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        var served = new Service();
        await using LoopServer server = await served.StartAsync();
        await using StreamConnection good = await server.Connect();
        await IsServed(good);
        served.Patience = Ms(200);
        StreamConnection bad = await server.Connect();
        LoopTask slow = TheLoop.CreateTask(async () =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                bad.Writer.Write("x");
                await bad.Writer.DrainAsync();
                await IsServed(good);
                await LoopTask.Sleep(Ms(10));
            }
        });
        await Assert.ThrowsAnyAsync<IOException>(async () => await slow);
        Assert.Equal(["TimeoutException"], served.Errors);
        await IsServed(good);
    });

    /// <remarks>Seen to fail when a server with as many connections as it may have let further ones in.</remarks>
    [Theory]
    [RealAndNested]
    public void A_flood_of_connections_past_the_limit_is_reset_and_told_once(ArmKind arm)
    {
        List<LoopErrorContext> told = [];
        Arms.Run(
            arm,
            async () =>
            {
                told.Clear();
                var served = new Service();
                await using LoopServer server = await served.StartAsync(most: 10);
                List<StreamConnection> inside = [];
                for (int i = 0; i < 10; i++)
                {
                    inside.Add(await server.Connect());
                    await IsServed(inside[^1]);
                }

                for (int i = 0; i < 50; i++)
                {
                    Assert.Contains(await Refusal(server), (SocketError[])[SocketError.ConnectionReset, SocketError.Shutdown]);
                    Assert.InRange(server.ConnectionCount, 0, 10);
                }

                Assert.Equal(50, server.RefusedCount);
                foreach (StreamConnection connection in inside)
                {
                    await IsServed(connection);
                }

                await inside[0].DisposeAsync();
                while (server.ConnectionCount == 10)
                {
                    await LoopTask.Sleep(Ms(1));
                }

                await using StreamConnection late = await server.Connect();
                await IsServed(late);
                server.CloseClients();
            },
            () => new EventLoopOptions { ExceptionHandler = told.Add });
        LoopErrorContext warning = Assert.Single(told);
        Assert.True(warning.IsWarning);
        Assert.Equal(LoopErrorKind.ConnectionsRefused, warning.Kind);
        Assert.Contains("10 connections", warning.Message, StringComparison.Ordinal);
    }

    private static async Task<SocketError> Refusal(LoopServer server)
    {
        try
        {
            await using StreamConnection client = await server.Connect();
            client.Writer.Write("ping\n\n");
            await client.Reader.ReadToEndAsync();
            return SocketError.Success;
        }
        catch (IOException exception)
        {
            return ErrorOf(exception);
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
    }

    private static async Task Flood(StreamConnection connection, string piece)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(piece);
        for (int i = 0; i < 1_000_000; i++)
        {
            connection.Writer.Write(bytes);
            await connection.Writer.DrainAsync();
            if (i % 100 == 0)
            {
                await LoopTask.Sleep(Ms(1));
            }
        }
    }

    private static async Task IsServed(StreamConnection connection)
    {
        connection.Writer.Write("ping\nA: 1\n\n");
        Assert.Equal("ping, 1 header", await connection.Reader.ReadTextLineAsync());
    }

    /// <summary>Reads a line and headers up to an empty line, and answers with a line.</summary>
    private sealed class Service
    {
        public List<string> Errors { get; } = [];

        /// <summary>How long each request of the connections that come from now on may take.</summary>
        public TimeSpan Patience { get; set; } = TimeSpan.FromHours(1);

        public Task<LoopServer> StartAsync(int? most = null) => Serve(ServeOne, new ServerOptions { Limit = Limit, MaxConnections = most });

        private async Task ServeOne(StreamConnection connection)
        {
            TimeSpan patience = Patience;
            try
            {
                while (!connection.Reader.IsAtEnd)
                {
                    await LoopTask.WaitFor(TheLoop.CreateTask(() => Answer(connection)), patience);
                }
            }
            catch (Exception exception) when (exception is LimitOverrunException or InvalidDataException or TimeoutException)
            {
                Errors.Add(exception.GetType().Name);
                connection.Writer.Abort();
            }

            connection.Writer.Close();
        }

        private async Task Answer(StreamConnection connection)
        {
            string? line = await connection.Reader.ReadTextLineAsync();
            int headers = 0;
            while (line is not null && await connection.Reader.ReadTextLineAsync() is { Length: > 0 })
            {
                if (++headers > MostHeaders)
                {
                    throw new InvalidDataException($"More than {MostHeaders} headers.");
                }
            }

            if (line is not null)
            {
                connection.Writer.Write($"{line}, {headers} header\n");
                await connection.Writer.DrainAsync();
            }
        }
    }
}
