using System.IO.Pipelines;
using System.Text;
using Sim.Scenarios.Conformance;
using static Sim.Scenarios.Streams.Pairs;

namespace Sim.Scenarios.Streams;

/// <summary>A connection as a stream and as pipes of the base library, for what knows those.</summary>
public class AdapterTests
{
    [Theory]
    [EveryOrder]
    public void A_stream_reads_and_writes_and_closes(ArmKind arm) => Arms.Run(arm, async () =>
    {
        (StreamConnection near, StreamConnection far) = await Connected();
        Assert.Same(near.Stream, near.Stream);
        ValueTask<int> nothing = far.Stream.ReadAsync(Memory<byte>.Empty);
        await near.Stream.WriteAsync("hello\n"u8.ToArray());
        await near.Stream.FlushAsync();
        Assert.Equal(0, await nothing);
        using (var text = new StreamReader(far.Stream, leaveOpen: true))
        {
            Assert.Equal("hello", await text.ReadLineAsync());
        }

        await near.Stream.DisposeAsync();
        Assert.False(near.Stream.CanRead);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await near.Stream.WriteAsync(new byte[1]));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => near.Stream.ReadAsync(new byte[1]).AsTask());
        Assert.Equal(0, await far.Stream.ReadAsync(new byte[1]));
        await far.DisposeAsync();
    });

    [Theory]
    [EveryOrder]
    public void A_copy_through_streams_is_whole(ArmKind arm) => Arms.Run(arm, async () =>
    {
        (StreamConnection near, StreamConnection far) = await Connected();
        byte[] sent = Pattern(MoreThanFits(arm));
        LoopTask copying = TheLoop.CreateTask(async () =>
        {
            await new MemoryStream(sent).CopyToAsync(near.Stream);
            await near.DisposeAsync();
        });
        using var received = new MemoryStream();
        await far.Stream.CopyToAsync(received);
        await copying;
        Assert.True(sent.AsSpan().SequenceEqual(received.ToArray()));
        await far.DisposeAsync();
    });

    /// <remarks>Seen to fail when completing the output closed the connection instead of ending the writes.</remarks>
    [Theory]
    [EveryOrder]
    public void Pipes_end_one_by_one(ArmKind arm) => Arms.Run(arm, async () =>
    {
        (StreamConnection near, StreamConnection far) = await Connected();
        await near.Pipe.Output.WriteAsync("question"u8.ToArray());
        await near.Pipe.Output.CompleteAsync();
        Assert.Equal("question", await ReadAll(far.Pipe.Input));
        await far.Pipe.Output.WriteAsync("answer"u8.ToArray());
        await far.Pipe.Input.CompleteAsync();
        await far.Pipe.Output.CompleteAsync();
        Assert.Equal("answer", await ReadAll(near.Pipe.Input));
        Assert.False(near.Transport.IsClosing);
        await near.Pipe.Input.CompleteAsync();
        Assert.True(near.Transport.IsClosing);
    });

    [Theory]
    [EveryOrder]
    public void HttpClient_speaks_over_it(ArmKind arm) => Arms.Run(arm, async () =>
    {
        await using LoopServer server = await Serve(Greet);
        using var handler = new SocketsHttpHandler { UseProxy = false, ConnectCallback = TheLoop.ConnectCallback };
        using var client = new HttpClient(handler);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal($"Hello {i}", await client.GetStringAsync(new Uri($"http://127.0.0.1:{server.Port}/{i}")));
        }

        server.CloseClients();
    });

    /// <remarks>Seen to fail when a read from another thread was not handed to the loop.</remarks>
    [Fact]
    public void Another_thread_may_use_the_stream() => Arms.Run(ArmKind.Real, static async () =>
    {
        (StreamConnection near, StreamConnection far) = await Connected();
        Stream stream = far.Stream;
        Task<string> elsewhere = Task.Run(() =>
        {
            var buffer = new byte[10];
            stream.Write("from a thread"u8);
            int count = stream.Read(buffer, 0, buffer.Length);
            stream.Dispose();
            return Encoding.ASCII.GetString(buffer, 0, count);
        });
        near.Writer.Write("answer");
        Assert.Equal("answer", await elsewhere);
        Assert.Equal("from a thread", Encoding.ASCII.GetString(await near.Reader.ReadToEndAsync()));
        await near.DisposeAsync();
    });

    [Fact]
    public void On_the_loops_own_thread_blocking_is_refused() => Arms.Run(ArmKind.Real, static async () =>
    {
        (StreamConnection near, StreamConnection far) = await Connected();
        Assert.Contains("block", Assert.Throws<InvalidOperationException>(() => near.Stream.ReadByte()).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => near.Stream.WriteByte(1));
        await near.DisposeAsync();
        await far.DisposeAsync();
    });

    private static async Task Greet(StreamConnection connection)
    {
        await using (connection)
        {
            while (await connection.Reader.ReadTextLineAsync() is { } request)
            {
                while (await connection.Reader.ReadTextLineAsync() is { Length: > 0 })
                {
                    // A header.
                }

                string body = $"Hello {request.Split(' ')[1].TrimStart('/')}";
                connection.Writer.Write($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");
                await connection.Writer.DrainAsync();
            }
        }
    }

    private static async Task<string> ReadAll(PipeReader reader)
    {
        while (true)
        {
            ReadResult result = await reader.ReadAsync();
            if (result.IsCompleted)
            {
                return Encoding.ASCII.GetString(result.Buffer);
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
