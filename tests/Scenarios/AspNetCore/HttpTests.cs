using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Sim.WebApp;

namespace Sim.Scenarios.AspNetCore;

/// <summary>Requests and responses over HTTP, of programs that know nothing of Sim.</summary>
public class HttpTests
{
    [Fact]
    public void A_request_is_answered_from_the_programs_own_entry_point() => Web.Passes(static async sim =>
    {
        await sim.AddWebHost<Greeter>("shop").Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://shop");
        Assert.Equal("hello", await client.GetStringAsync("/"));
    });

    [Fact]
    public void Requests_and_responses_are_lines_of_their_own()
    {
        foreach (RunResult result in Web.Passes(static async sim =>
        {
            await sim.AddWebHost<Greeter>("shop").Started;
            using HttpClient client = sim.Network.CreateHttpClient("http://shop");
            await client.GetAsync("/setting/Motto?loud=1");
            await client.GetAsync("/nowhere");
        }))
        {
            Assert.Equal(
                ["shop: GET /setting/Motto?loud=1", "shop: 200 GET /setting/Motto?loud=1", "shop: GET /nowhere", "shop: 404 GET /nowhere"],
                Web.Lines(result));
        }
    }

    [Fact]
    public void An_exception_that_an_endpoint_throws_is_a_500_and_told_of()
    {
        foreach (RunResult result in Web.Passes(static async sim =>
        {
            await sim.AddWebHost<Greeter>("shop").Started;
            using HttpClient client = sim.Network.CreateHttpClient("http://shop");
            Assert.Equal(HttpStatusCode.InternalServerError, (await client.GetAsync("/fault")).StatusCode);
        }))
        {
            string[] lines = Web.Lines(result);
            Assert.Equal("shop: 500 GET /fault: InvalidOperationException", lines[1]);
            Assert.Contains(lines, static line => line.EndsWith("InvalidOperationException: this endpoint always fails", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_body_of_many_segments_arrives_whole() => Web.Passes(static async sim =>
    {
        await sim.AddWebHost<Greeter>("shop").Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://shop");
        byte[] body = [.. Enumerable.Range(0, 50_000).Select(static i => (byte)i)];
        HttpResponseMessage response = await client.PostAsync("/sum", new ByteArrayContent(body));
        Assert.Equal($"50000 bytes, sum {body.Sum(static each => each)}", await response.Content.ReadAsStringAsync());
    });

    [Fact]
    public void Five_requests_at_once_are_handled_in_orders_that_the_seed_decides()
    {
        List<RunResult> results = Web.Passes(static async sim =>
        {
            await sim.AddWebHost<Greeter>("shop").Started;
            using HttpClient client = sim.Network.CreateHttpClient("http://shop");
            await Task.WhenAll(Enumerable.Range(1, 5).Select(i => client.GetStringAsync($"/slow/{i}")));
        });
        Assert.True(results.Select(static result => string.Join('\n', Web.Lines(result))).Distinct().Count() > 1);
    }

    [Fact]
    public void Twenty_streams_share_a_connection_of_http_2()
    {
        foreach (RunResult result in Web.Passes(static async sim =>
        {
            SimulatedHost shop = sim.AddWebHost<Greeter>("shop", "--Http2Port=8080");
            await shop.Started;
            using HttpClient client = sim.Network.CreateHttpClient("http://shop:8080");
            client.DefaultRequestVersion = HttpVersion.Version20;
            client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
            string[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => client.GetStringAsync($"/slow/{100 + i}")));
            Assert.All(answers, static answer => Assert.Equal("done", answer));
        }))
        {
            Assert.InRange(result.VirtualTime, TimeSpan.FromMilliseconds(119), TimeSpan.FromMilliseconds(250));
            Assert.Equal(20, Web.Lines(result).Count(static line => line.StartsWith("shop: 200 ", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Where_a_program_listens_is_its_own_affair() => Web.Passes(static async sim =>
    {
        SimulatedHost byUrls = sim.AddWebHost<Greeter>("urls", "--urls", "http://*:8080");
        SimulatedHost byEndpoint = sim.AddWebHost<Greeter>("endpoint", "--Kestrel:Endpoints:Http:Url=http://*:8081");
        SimulatedHost byCode = sim.AddWebHost<Greeter>("code", "--Http2Port=8082");
        await Task.WhenAll(byUrls.Started, byEndpoint.Started, byCode.Started);
        await (await sim.Network.ConnectAsync("urls", 8080)).DisposeAsync();
        await (await sim.Network.ConnectAsync("endpoint", 8081)).DisposeAsync();
        await (await sim.Network.ConnectAsync("code", 8082)).DisposeAsync();
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(async () => await sim.Network.ConnectAsync("urls", 80));
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(async () => await sim.Network.ConnectAsync("endpoint", 80));
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(async () => await sim.Network.ConnectAsync("code", 80));
    });

    [Theory]
    [InlineData("--urls=https://*:443")]
    [InlineData("--Kestrel:Endpoints:Https:Url=https://*:443")]
    public void An_endpoint_of_tls_is_refused_with_the_remedy(string argument)
    {
        RunResult result = Simulator.Run(async sim => await sim.AddWebHost<Greeter>("shop", argument).Completion);
        Assert.Equal(RunOutcome.Crashed, result.Outcome);
        Assert.Contains("https://*:443 asks for TLS", result.Failure?.Message, StringComparison.Ordinal);
        Assert.Contains("--urls", result.Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_that_code_gives_a_certificate_is_refused_too()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=shop", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        RunResult result = Simulator.Run(async sim => await sim.AddWebHost<Greeter>("shop", builder => builder.ConfigureWebHost(
            web => web.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(8443, at => at.UseHttps(certificate))))).Completion);
        Assert.Equal(RunOutcome.Crashed, result.Outcome);
        Assert.Contains("8443 asks for TLS", result.Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_of_the_file_system_is_refused()
    {
        RunResult result = Simulator.Run(static async sim => await sim.AddWebHost<Greeter>("shop", "--urls=http://unix:/tmp/shop.sock").Completion);
        Assert.Equal(RunOutcome.Crashed, result.Outcome);
        Assert.Contains("the simulated network has no others", result.Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_hangs_up_resets_the_connection()
    {
        foreach (RunResult result in Web.Passes(static async sim =>
        {
            await sim.AddWebHost<Greeter>("shop").Started;
            using HttpClient client = sim.Network.CreateHttpClient("http://shop");
            HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/hang-up"));
            sim.Log(exception.InnerException?.InnerException?.Message ?? "");
            Assert.Equal("hello", await client.GetStringAsync("/"));
        }))
        {
            Assert.Contains("test: Connection reset by peer", Web.Lines(result));
        }
    }

    [Fact]
    public void A_port_that_is_taken_is_reported_by_kestrel()
    {
        RunResult result = Simulator.Run(static async sim =>
            await sim.AddWebHost<Greeter>("shop", "--Http2Port=8080", "--Kestrel:Endpoints:A:Url=http://*:8080").Completion);
        Assert.Equal(RunOutcome.Crashed, result.Outcome);
        Assert.Contains("8080", result.Failure?.Message, StringComparison.Ordinal);
    }
}
