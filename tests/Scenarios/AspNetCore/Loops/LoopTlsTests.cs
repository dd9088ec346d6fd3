using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using static Sim.Scenarios.AspNetCore.Loops.LoopHttpTests;

namespace Sim.Scenarios.AspNetCore.Loops;

/// <summary>
/// Bodies over TLS that fit into no window and no buffer on their way: they come back only where both sides write and read at the same time. (An <see cref="HttpClient"/> with
/// a body such as <see cref="ByteArrayContent"/> writes all of it before it reads: it would wait forever for a server that echoes, whatever the transport.)
/// </summary>
public class LoopTlsTests
{
    private const int Size = 4_000_000;

    /// <summary>Seen to fail: LoopOutput puts only the first piece of several into what it sends.</summary>
    [Theory]
    [InlineData(ApplicationThread.Pool)]
    [InlineData(ApplicationThread.Loop)]
    public Task A_large_body_comes_back_over_Http2_while_it_is_sent(ApplicationThread thread) => Run(thread, async (app, certificate) =>
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = Trusts(certificate);
        using var client = new HttpClient(handler) { BaseAddress = app.Address };
        var body = new PushedContent();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = body };
        Task<HttpResponseMessage> answering = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        byte[] sent = Pattern(Size);
        Task sending = Push(body, sent);
        using HttpResponseMessage response = await answering;
        Assert.Equal(HttpVersion.Version20, response.Version);
        byte[] received = await response.Content.ReadAsByteArrayAsync();
        await sending;
        Assert.True(sent.AsSpan().SequenceEqual(received));
    });

    /// <summary>Seen to fail, on the thread pool: LoopInput does not go on receiving once the application has read.</summary>
    [Theory]
    [InlineData(ApplicationThread.Pool)]
    [InlineData(ApplicationThread.Loop)]
    public Task A_large_body_comes_back_over_Http1_while_it_is_sent(ApplicationThread thread) => Run(thread, async (app, certificate) =>
    {
        await using var client = new SslStream(new NetworkStream(app.Connect(), ownsSocket: true), leaveInnerStreamOpen: false, Trusts(certificate));
        await client.AuthenticateAsClientAsync("localhost");
        byte[] sent = Pattern(Size);
        Task sending = Send(client, sent);
        var received = new MemoryStream();
        await client.CopyToAsync(received);
        await sending;
        byte[] answer = received.ToArray();
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", Encoding.ASCII.GetString(answer, 0, 100), StringComparison.Ordinal);
        Assert.True(sent.AsSpan().SequenceEqual(answer.AsSpan(answer.Length - Size)));
    });

    private static async Task Run(ApplicationThread thread, Func<LoopApp, X509Certificate2, Task> body)
    {
        using X509Certificate2 certificate = MakeCertificate();
        await LoopApp.Run(Echo, app => body(app, certificate), options => options.ApplicationThread = thread, listen => listen.UseHttps(certificate));
    }

    /// <summary>Of a known length, so that HTTP/1.1 does not put it into chunks.</summary>
    private static Task Echo(HttpContext context)
    {
        context.Response.ContentLength = context.Request.ContentLength;
        return context.Request.Body.CopyToAsync(context.Response.Body);
    }

    private static RemoteCertificateValidationCallback Trusts(X509Certificate2 certificate) => (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString();

    private static async Task Push(PushedContent body, byte[] bytes)
    {
        Stream stream = await body.Stream.Task;
        await stream.WriteAsync(bytes);
        await stream.FlushAsync();
        body.Finished.SetResult();
    }

    private static async Task Send(SslStream client, byte[] body)
    {
        await client.WriteAsync(Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n"));
        await client.WriteAsync(body);
    }
}
