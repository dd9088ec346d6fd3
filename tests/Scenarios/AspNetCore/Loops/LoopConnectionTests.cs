using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sim.Scenarios.AspNetCore.Loops;

/// <summary>How connections of an application on event loops are held up, end and break, and where its code runs.</summary>
public class LoopConnectionTests
{
    private const int Much = 64 * 1024 * 1024;
    private const string Ping = "/ping";

    /// <summary>The writer comes to a halt while nobody reads, and then everything arrives. Seen to fail: LoopOutput does not wait until the transport has sent what it has (all of it is held in memory).</summary>
    [Theory]
    [InlineData(ApplicationThread.Pool)]
    [InlineData(ApplicationThread.Loop)]
    public Task A_slow_reader_holds_up_who_writes(ApplicationThread thread)
    {
        int written = 0;
        return LoopApp.Run(
            async context =>
            {
                if (context.Request.Path == Ping)
                {
                    return;
                }

                var chunk = new byte[65536];
                while (written < Much)
                {
                    await context.Response.Body.WriteAsync(chunk);
                    Interlocked.Add(ref written, chunk.Length);
                }
            },
            async app =>
            {
                using Socket client = app.Connect(receiveBuffer: 4096);
                client.Send("GET / HTTP/1.0\r\n\r\n"u8);
                int before;
                do
                {
                    before = Volatile.Read(ref written);
                    await PingOften(app);
                }
                while (before == 0 || before != Volatile.Read(ref written));
                Assert.True(before < Much, "All was written, though nobody read.");
                long received = 0;
                var buffer = new byte[100_000];
                while (await client.ReceiveAsync(buffer) is > 0 and int count)
                {
                    received += count;
                }

                Assert.InRange(received, Much, Much + 1000);
            },
            options => options.ApplicationThread = thread);
    }

    /// <summary>Seen to fail: LoopInput does not pause the transport where a flush has to wait (it does not end).</summary>
    [Fact]
    public Task An_application_that_does_not_read_holds_up_who_sends()
    {
        var reads = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return LoopApp.Run(
            async context =>
            {
                if (context.Request.Path == Ping)
                {
                    return;
                }

                await reads.Task;
                long count = 0;
                while (await context.Request.BodyReader.ReadAsync() is { Buffer.IsEmpty: false } read)
                {
                    count += read.Buffer.Length;
                    context.Request.BodyReader.AdvanceTo(read.Buffer.End);
                }

                await context.Response.WriteAsync($"got {count}");
            },
            async app =>
            {
                using Socket client = app.Connect();
                client.Send(Encoding.ASCII.GetBytes($"POST / HTTP/1.0\r\nContent-Length: {Much}\r\n\r\n"));
                int sent = 0;
                int before;
                client.Blocking = false;
                do
                {
                    before = sent;
                    sent += SendWhatFits(client, Much - sent);
                    await PingOften(app);
                }
                while (sent != before);
                Assert.True(sent < Much, "All was taken, though nobody read.");
                client.Blocking = true;
                reads.SetResult();
                await client.SendAsync(new byte[Much - sent]);
                Assert.EndsWith($"got {Much}", await ReadToEnd(client), StringComparison.Ordinal);
            },
            static options => options.MaxReadBufferSize = 64 * 1024);
    }

    /// <summary>Kestrel closes connections on which nothing is under way once it listens no more. Seen to fail: LoopListener.UnbindAsync does not close the listeners.</summary>
    [Theory]
    [InlineData(ApplicationThread.Pool)]
    [InlineData(ApplicationThread.LoopWithContext)]
    public async Task Shutdown_finishes_what_is_under_way_and_takes_nothing_new(ApplicationThread thread)
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await LoopApp.Run(
            async context =>
            {
                if (context.Request.Path == Ping)
                {
                    return;
                }

                entered.SetResult();
                await goOn.Task;
                await context.Response.WriteAsync(new string('x', 300_000));
            },
            async app =>
            {
                int port = app.Address.Port;
                using Socket idle = app.Connect();
                idle.Send("GET /ping HTTP/1.1\r\nHost: x\r\n\r\n"u8);
                Assert.NotEqual(0, await idle.ReceiveAsync(new byte[1]));
                Task<string> answer = app.Client.GetStringAsync("/");
                await entered.Task;
                Task stopped = app.App.StopAsync();
                Assert.EndsWith("\r\n\r\n", await ReadToEnd(idle), StringComparison.Ordinal);
                Assert.False(Connects(port));
                Assert.False(stopped.IsCompleted);
                goOn.SetResult();
                Assert.Equal(300_000, (await answer).Length);
                await stopped;
            },
            options => options.ApplicationThread = thread);
    }

    /// <summary>Seen to fail: LoopConnection.ConnectionLost does not cancel ConnectionClosed.</summary>
    [Fact]
    public Task A_client_that_vanishes_aborts_its_request_and_no_other()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return LoopApp.Run(
            async context =>
            {
                if (context.Request.Path == "/wait")
                {
                    context.RequestAborted.Register(() => aborted.SetResult());
                    entered.SetResult();
                    await aborted.Task;
                }

                await context.Response.WriteAsync("here");
            },
            async app =>
            {
                Socket client = app.Connect();
                client.Send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n"u8);
                await entered.Task;
                Reset(client);
                await aborted.Task;
                Assert.Equal("here", await app.Client.GetStringAsync("/"));
            });
    }

    /// <summary>Seen to fail: LoopConnection.ReasonOf tells the SocketException as it is.</summary>
    [Fact]
    public async Task A_reset_and_an_end_are_what_Kestrel_knows_them_as()
    {
        var seen = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Raw(
            async connection =>
            {
                connection.ConnectionClosed.Register(() => closed.TrySetResult());
                seen.SetResult(await Record.ExceptionAsync(() => ReadAll(connection.Transport.Input)));
                await closed.Task;
                FlushResult flush = await connection.Transport.Output.WriteAsync("late"u8.ToArray());
                await connection.Transport.Output.WriteAsync(flush.IsCompleted ? "nobody"u8.ToArray() : "read to the end"u8.ToArray());
            },
            async app =>
            {
                using (Socket client = app.Connect())
                {
                    client.Send("hello"u8);
                    client.Shutdown(SocketShutdown.Send);
                    Assert.Null(await seen.Task);
                    Assert.Equal("lateread to the end", await ReadToEnd(client));
                }

                seen = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
                closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                Socket other = app.Connect();
                other.Send("hello"u8);
                Reset(other);
                Assert.IsType<ConnectionResetException>(await seen.Task);
                await closed.Task;
            });
    }

    /// <summary>Seen to fail: LoopConnection.Abort closes in good order.</summary>
    [Fact]
    public Task An_aborted_connection_is_reset_and_its_readers_told() => Raw(
        async connection =>
        {
            connection.Abort(new ConnectionAbortedException("enough"));
            Exception? thrown = await Record.ExceptionAsync(() => ReadAll(connection.Transport.Input));
            Assert.Equal("enough", Assert.IsType<ConnectionAbortedException>(thrown).Message);
        },
        async app =>
        {
            using Socket client = app.Connect();
            SocketException reset = await Assert.ThrowsAsync<SocketException>(() => client.ReceiveAsync(new byte[1]));
            Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
        });

    /// <summary>Seen to fail: RequestsOnLoop does not switch (the first request starts on the pool).</summary>
    [Fact]
    public Task Code_comes_back_to_its_loop_where_that_is_asked_for() => LoopApp.Run(
        static async context =>
        {
            EventLoop before = EventLoop.Current;
            await Task.Delay(1);
            await LoopTask.Sleep(TimeSpan.FromMilliseconds(1));
            await context.Response.WriteAsync(ReferenceEquals(before, EventLoop.Current) ? "same" : "other");
        },
        static async app =>
        {
            for (int i = 0; i < 5; i++)
            {
                Assert.Equal("same", await app.Client.GetStringAsync("/"));
            }
        },
        static options => options.ApplicationThread = ApplicationThread.LoopWithContext);

    /// <summary>Seen to fail: LoopThread leaves the loop's context in place.</summary>
    [Theory]
    [InlineData(ApplicationThread.Pool)]
    [InlineData(ApplicationThread.Loop)]
    public Task Otherwise_no_context_is_imposed_on_it(ApplicationThread thread)
    {
        List<string?> threads = [];
        return LoopApp.Run(
            context =>
            {
                threads.Add(Thread.CurrentThread.Name);
                return context.Response.WriteAsync(SynchronizationContext.Current?.GetType().Name ?? "none");
            },
            async app =>
            {
                // A request that has come before Kestrel asks for it is handled by who asks, on the pool.
                for (int i = 0; i < 20 || (thread == ApplicationThread.Loop && !SeenOnLoop()); i++)
                {
                    Assert.Equal("none", await app.Client.GetStringAsync("/"));
                }

                Assert.Equal(thread == ApplicationThread.Loop, SeenOnLoop());
                bool SeenOnLoop() => threads.Exists(static name => name?.StartsWith("Sim loop", StringComparison.Ordinal) == true);
            },
            options => options.ApplicationThread = thread);
    }

    /// <summary>Seen to fail: LoopListener does not ask first whether the address is taken (two servers share the port).</summary>
    [Fact]
    public Task An_address_that_is_taken_is_refused() => LoopApp.Run(
        static _ => Task.CompletedTask,
        static async app =>
        {
            IOException refused = await Assert.ThrowsAsync<IOException>(() =>
                LoopApp.Start(static _ => Task.CompletedTask, null, kestrel => kestrel.Listen(IPAddress.Loopback, app.Address.Port)));
            Assert.IsAssignableFrom<AddressInUseException>(refused.InnerException);
        });

    [Fact]
    public async Task A_server_may_listen_at_several_addresses_one_of_them_a_path()
    {
        string path = Path.Combine(Path.GetTempPath(), $"sim-{Guid.NewGuid():N}.sock");
        await using LoopApp app = await LoopApp.Start(
            static context => context.Response.WriteAsync(context.Features.GetRequiredFeature<IHttpConnectionFeature>().LocalPort.ToString()),
            null,
            kestrel =>
            {
                kestrel.Listen(IPAddress.Loopback, 0);
                kestrel.Listen(IPAddress.Loopback, 0);
                kestrel.ListenUnixSocket(path);
            });
        using var local = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        Assert.Equal("0", await local.GetStringAsync("http://localhost/"));
        Assert.Equal(app.Address.Port.ToString(), await app.Client.GetStringAsync("/"));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        var options = new SimLoopsOptions();
        Assert.Throws<ArgumentOutOfRangeException>(() => options.Loops = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.Backlog = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.MaxReadBufferSize = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.MaxWriteBufferSize = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.ApplicationThread = (ApplicationThread)7);
    }

    /// <summary>A server of connections, without HTTP.</summary>
    private static Task Raw(Func<ConnectionContext, Task> handler, Func<LoopApp, Task> body)
    {
        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return LoopApp.Run(
            static _ => Task.CompletedTask,
            async app =>
            {
                await body(app);
                await handled.Task;
            },
            listen: listen => listen.Run(async connection =>
            {
                try
                {
                    await handler(connection);
                    handled.TrySetResult();
                }
                catch (Exception exception)
                {
                    handled.TrySetException(exception);
                }
            }));
    }

    private static async Task ReadAll(PipeReader input)
    {
        while (true)
        {
            ReadResult read = await input.ReadAsync();
            input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    private static async Task<string> ReadToEnd(Socket client)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (await client.ReceiveAsync(buffer) is > 0 and int count)
        {
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    /// <summary>As often as it takes for whatever the machine or another thread has under way to be done, unless that goes on and on.</summary>
    private static async Task PingOften(LoopApp app)
    {
        for (int i = 0; i < 50; i++)
        {
            await app.Client.GetStringAsync(Ping);
        }
    }

    /// <summary>What the machine takes at once, of so many bytes.</summary>
    private static int SendWhatFits(Socket client, int most)
    {
        var chunk = new byte[65536];
        int sent = 0;
        SocketError error = SocketError.Success;
        while (sent < most && error == SocketError.Success)
        {
            sent += Math.Max(0, client.Send(chunk.AsSpan(0, Math.Min(chunk.Length, most - sent)), SocketFlags.None, out error));
        }

        return sent;
    }

    private static void Reset(Socket client)
    {
        client.LingerState = new LingerOption(true, 0);
        client.Dispose();
    }

    private static bool Connects(int port)
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
