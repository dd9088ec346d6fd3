using System.Net;
using System.Net.Sockets;
using Sim.Scenarios.Conformance;

namespace Sim.Scenarios.Streams;

/// <summary>What bodies over connections are made of: they run on whatever network the loop of now has.</summary>
internal static class Pairs
{
    /// <summary>Any free port of the loopback address.</summary>
    public static readonly IPEndPoint Anywhere = new(IPAddress.Loopback, 0);

    /// <summary>A number of bytes that no network holds while nobody reads.</summary>
    public static int MoreThanFits(ArmKind arm) => arm == ArmKind.Real ? 24_000_000 : 300_000;

    public static EventLoop TheLoop => EventLoop.Current;

    public static Task<LoopServer> Serve(Func<StreamConnection, Task> handler, ServerOptions? options = null) => TheLoop.StartServerAsync(handler, Anywhere, options);

    public static Task<StreamConnection> Connect(this LoopServer server, ConnectionOptions? options = null, CancellationToken token = default) =>
        TheLoop.OpenConnectionAsync(server.LocalEndPoint, options, token);

    /// <summary>Both ends of a new connection.</summary>
    public static async Task<(StreamConnection Near, StreamConnection Far)> Connected(int limit = AsyncStreamReader.DefaultLimit)
    {
        var accepted = new LoopFuture<StreamConnection>();
        LoopServer server = await Serve(
            connection =>
            {
                accepted.SetResult(connection);
                return Task.CompletedTask;
            },
            new ServerOptions { Limit = limit });
        StreamConnection near = await server.Connect(new ConnectionOptions { Limit = limit });
        StreamConnection far = await accepted;
        server.Close();
        return (near, far);
    }

    /// <summary>Sends back what comes, to the end.</summary>
    public static async Task Echo(StreamConnection connection)
    {
        await using (connection)
        {
            var buffer = new byte[4096];
            while (await connection.Reader.ReadAsync(buffer) is > 0 and int count)
            {
                connection.Writer.Write(buffer.AsSpan(0, count));
                await connection.Writer.DrainAsync();
            }
        }
    }

    /// <summary>Bytes that differ from place to place.</summary>
    public static byte[] Pattern(int length, int salt = 1)
    {
        var bytes = new byte[length];
        uint state = (uint)salt;
        for (int i = 0; i < length; i++)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            bytes[i] = (byte)(state >> 24);
        }

        return bytes;
    }

    /// <summary>The error of the socket beneath an exception.</summary>
    public static SocketError ErrorOf(Exception exception) => (exception as SocketException ?? (SocketException)exception.InnerException!).SocketErrorCode;

    /// <summary>What awaiting it throws.</summary>
    public static Task<TException> Thrown<TException>(Func<Task> operation)
        where TException : Exception => Assert.ThrowsAnyAsync<TException>(operation);

    public static Task<TException> Thrown<TException, T>(ValueTask<T> operation)
        where TException : Exception => Assert.ThrowsAnyAsync<TException>(async () => await operation);

    public static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
