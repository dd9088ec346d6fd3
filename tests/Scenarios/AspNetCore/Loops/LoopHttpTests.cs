using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Sim.Scenarios.AspNetCore.Loops;

/// <summary>What HTTP clients see of an application that is served from event loops: what they would see of Kestrel's own transport.</summary>
public class LoopHttpTests
{
    /// <summary>Seen to fail: LoopScheduler drops what is scheduled from other threads.</summary>
    [Theory]
    [InlineData(ApplicationThread.Pool)]
    [InlineData(ApplicationThread.Loop)]
    [InlineData(ApplicationThread.LoopWithContext)]
    public Task One_connection_serves_request_after_request(ApplicationThread thread) => LoopApp.Run(
        async context =>
        {
            if (context.Request.Path == "/later")
            {
                await Task.Delay(1);
            }

            await context.Response.WriteAsync($"{context.Connection.Id} {context.Request.Path}");
        },
        async app =>
        {
            string first = await app.Client.GetStringAsync("/0");
            for (int i = 1; i < 40; i++)
            {
                string path = i % 4 == 0 ? "/later" : $"/{i}";
                Assert.Equal(first.Replace("/0", path, StringComparison.Ordinal), await app.Client.GetStringAsync(path));
            }
        },
        options => options.ApplicationThread = thread);

    /// <summary>Seen to fail: LoopOutput puts only the first piece of several into what it sends.</summary>
    [Theory]
    [InlineData(ApplicationThread.Pool)]
    [InlineData(ApplicationThread.Loop)]
    public Task Much_is_streamed_in_both_directions_unharmed(ApplicationThread thread)
    {
        byte[] sent = Pattern(9_000_001);
        return LoopApp.Run(
            static context => context.Request.Body.CopyToAsync(context.Response.Body),
            async app =>
            {
                using var client = new NetworkStream(app.Connect(), ownsSocket: true);
                Task sending = Send(client, sent);
                var received = new MemoryStream();
                await client.CopyToAsync(received);
                await sending;
                byte[] answer = received.ToArray();
                Assert.StartsWith("HTTP/1.1 200 OK\r\n", Encoding.ASCII.GetString(answer, 0, 100), StringComparison.Ordinal);
                Assert.Equal(sent, answer[^sent.Length..]);
            },
            options => options.ApplicationThread = thread);
    }

    /// <summary>Each message is answered before the next is sent, on one HTTP/2 connection, beside many short requests.</summary>
    [Theory]
    [InlineData(ApplicationThread.Pool)]
    [InlineData(ApplicationThread.LoopWithContext)]
    public Task Http2_runs_many_streams_at_once(ApplicationThread thread) => LoopApp.Run(
        async context =>
        {
            await context.Response.Body.FlushAsync();
            var buffer = new byte[100];
            while (await context.Request.Body.ReadAsync(buffer) is > 0 and int count)
            {
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, count));
                await context.Response.Body.FlushAsync();
            }
        },
        async app =>
        {
            app.Client.DefaultRequestVersion = HttpVersion.Version20;
            app.Client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
            await PingPong(app.Client);
            string[] texts = [.. Enumerable.Range(0, 50).Select(static i => $"message {i}")];
            string[] answers = await Task.WhenAll(texts.Select(async text => await (await app.Client.PostAsync("/", new StringContent(text))).Content.ReadAsStringAsync()));
            Assert.Equal(texts, answers);
        },
        options => options.ApplicationThread = thread,
        listen => listen.Protocols = HttpProtocols.Http2);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Tls_is_Kestrels_own(int version)
    {
        using X509Certificate2 certificate = MakeCertificate();
        byte[] sent = Pattern(50_000);
        await LoopApp.Run(
            static context => context.Request.Body.CopyToAsync(context.Response.Body),
            async app =>
            {
                using var handler = new HttpClientHandler();
                handler.ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString();
                using var client = new HttpClient(handler) { BaseAddress = app.Address, DefaultRequestVersion = new Version(version, version == 1 ? 1 : 0), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
                using HttpResponseMessage echoed = await client.PostAsync("/", new ByteArrayContent(sent));
                Assert.Equal(version, echoed.Version.Major);
                Assert.Equal(sent, await echoed.Content.ReadAsByteArrayAsync());
            },
            listen: listen => listen.UseHttps(certificate));
    }

    [Theory]
    [InlineData(ApplicationThread.Pool)]
    [InlineData(ApplicationThread.Loop)]
    public Task WebSockets_echo_small_and_large_messages(ApplicationThread thread) => LoopApp.Run(
        static async context =>
        {
            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[4096];
            while (await socket.ReceiveAsync(buffer, default) is { MessageType: not WebSocketMessageType.Close } part)
            {
                await socket.SendAsync(buffer.AsMemory(0, part.Count), part.MessageType, part.EndOfMessage, default);
            }

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", default);
        },
        async app =>
        {
            using var client = new ClientWebSocket();
            await client.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws" }.Uri, default);
            foreach (int size in (int[])[1, 100, 200_000, 5])
            {
                byte[] sent = Pattern(size);
                Task sending = client.SendAsync(sent, WebSocketMessageType.Binary, endOfMessage: true, default);
                Assert.Equal(sent, await Receive(client));
                await sending;
            }

            await client.CloseAsync(WebSocketCloseStatus.NormalClosure, "", default);
            Assert.Equal("bye", client.CloseStatusDescription);
        },
        options => options.ApplicationThread = thread,
        pipeline: static app => app.UseWebSockets());

    /// <summary>All 200 requests are inside at the same time, on connections of their own, and both loops have some of them. Seen to fail: LoopListener listens on the first loop only.</summary>
    [Fact]
    public Task Two_hundred_clients_are_served_at_once_by_all_loops()
    {
        const int Clients = 200;
        int inside = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ConcurrentDictionary<string, EventLoop> loops = [];
        return LoopApp.Run(
            async context =>
            {
                loops[context.Connection.Id] = EventLoop.Current;
                if (Interlocked.Increment(ref inside) == Clients)
                {
                    all.SetResult();
                }

                await all.Task;
                await context.Response.WriteAsync("done");
            },
            async app =>
            {
                string[] answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => app.Client.GetStringAsync("/")));
                Assert.All(answers, static answer => Assert.Equal("done", answer));
                Assert.Equal(Clients, loops.Count);
                Assert.Equal(2, loops.Values.Distinct().Count());
            },
            static options => options.ApplicationThread = ApplicationThread.LoopWithContext);
    }

    private static async Task Send(Stream client, byte[] body)
    {
        await client.WriteAsync(Encoding.ASCII.GetBytes($"POST / HTTP/1.0\r\nContent-Length: {body.Length}\r\n\r\n"));
        await client.WriteAsync(body);
    }

    private static async Task PingPong(HttpClient client)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var upload = new PushedContent();
        request.Content = upload;
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Stream up = await upload.Stream.Task;
        Stream down = await response.Content.ReadAsStreamAsync();
        var answer = new byte[4];
        for (int i = 0; i < 20; i++)
        {
            await up.WriteAsync(BitConverter.GetBytes(i));
            await up.FlushAsync();
            await down.ReadExactlyAsync(answer);
            Assert.Equal(i, BitConverter.ToInt32(answer));
        }

        upload.Finished.SetResult();
        Assert.Equal(0, await down.ReadAsync(answer));
    }

    private static async Task<byte[]> Receive(ClientWebSocket client)
    {
        var received = new MemoryStream();
        var buffer = new byte[4096];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await client.ReceiveAsync(buffer.AsMemory(), default);
            received.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return received.ToArray();
    }

    private static byte[] Pattern(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }

    /// <summary>A request's body that is written while the response is read.</summary>
    private sealed class PushedContent : HttpContent
    {
        public TaskCompletionSource<Stream> Stream { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Finished { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Over HTTP/2 HttpClient keeps the headers of a request with a body until something else is sent (.NET 10): who waits for the response first must flush.</summary>
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync();
            Stream.SetResult(stream);
            await Finished.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
