using System.Net;
using System.Runtime.CompilerServices;
using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Network;

/// <summary>The runtime's own HTTP client over the simulated network, against a responder of a few lines.</summary>
public class HttpTests
{
    private static readonly byte[] s_answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"u8.ToArray();

    private static List<RunResult> Pass(Func<Simulation, Task> body)
    {
        List<RunResult> results = Twice.RunSeeds(30, body);
        Assert.All(results, static result => Assert.True(result.Outcome == RunOutcome.Passed, $"{result.Outcome}: {result.Failure?.Exception} {string.Join("; ", result.Escapes)}"));
        return results;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> AskAsync(Simulation sim)
    {
        SocketsHttpHandler handler = sim.Network.CreateHandler();
        Assert.Equal("hello", await new HttpClient(handler).GetStringAsync("http://shop:8080/"));
        return new WeakReference(handler);
    }

    [Fact]
    public void A_client_keeps_its_connection() => Assert.All(
        Pass(static async sim =>
        {
            await AddShop(sim).Started;
            using HttpClient client = sim.Network.CreateHttpClient("http://shop:8080");
            Assert.Equal("hello", await client.GetStringAsync("/first"));
            Assert.Equal("hello", await client.GetStringAsync("/second"));
        }),
        static result => Assert.Equal(["c1 GET /first HTTP/1.1", "c1 GET /second HTTP/1.1"], result.Trace.SelectMany(static step => step.Log)));

    [Fact]
    public void Requests_at_once_have_connections_of_their_own() => Pass(static async sim =>
    {
        await AddShop(sim).Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://10.0.0.2:8080");
        string[] answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => client.GetStringAsync($"/{i}")));
        Assert.All(answers, static answer => Assert.Equal("hello", answer));
    });

    [Fact]
    public void A_client_that_nobody_keeps_lasts_as_long_as_the_run() => Pass(static async sim =>
    {
        await AddShop(sim).Started;
        WeakReference handler = await AskAsync(sim);
        GC.Collect();
        Assert.True(handler.IsAlive);
    });

    [Fact]
    public void A_blocking_request_waits_in_virtual_time() => Pass(static async sim =>
    {
        await AddShop(sim).Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://shop:8080");
        using HttpResponseMessage response = client.Send(new HttpRequestMessage(HttpMethod.Get, "/"));
        using StreamReader reader = new(response.Content.ReadAsStream());
        Assert.Equal("hello", reader.ReadToEnd());
    });

    [Fact]
    public void A_timeout_is_virtual() => Pass(static async sim =>
    {
        using SimulatedListener listener = sim.Network.Listen(80);
        using HttpClient client = sim.Network.CreateHttpClient("http://localhost");
        await Assert.ThrowsAsync<TaskCanceledException>(() => client.GetStringAsync("/"));
        Assert.InRange(sim.Time.GetElapsedTime(0), TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(101));
    });

    [Fact]
    public void Failures_are_those_of_a_real_network() => Pass(static async sim =>
    {
        AddShop(sim);
        using HttpClient client = new(sim.Network.CreateHandler());
        var unknown = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync("http://nowhere"));
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync("http://shop:81"));
        Assert.Equal((HttpRequestError.NameResolutionError, HttpRequestError.ConnectionError), (unknown.HttpRequestError, refused.HttpRequestError));
    });

    [Fact]
    public void A_handler_acts_for_the_host_that_made_it() => Pass(static async sim =>
    {
        SimulatedHost shop = AddShop(sim);
        await shop.Started;
        var made = new TaskCompletionSource<SocketsHttpHandler>();
        sim.AddHost("client", host =>
        {
            made.SetResult(sim.Network.CreateHandler());
            return Task.Delay(Timeout.Infinite, host.Stopping);
        });
        using HttpClient client = new(await made.Task) { BaseAddress = new Uri("http://localhost:8080") };
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync("/"));
        Assert.Contains("port 8080 of client", refused.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("http://shop:8080")).StatusCode);
    });

    private static SimulatedHost AddShop(Simulation sim) => sim.AddHost("shop", async host =>
    {
        using SimulatedListener listener = sim.Network.Listen(8080);
        while (true)
        {
            SimulatedConnection connection = await listener.AcceptAsync(host.Stopping);
            _ = Task.Run(() => Answer(host, connection));
        }
    });

    private static async Task Answer(SimulatedHost host, SimulatedConnection connection)
    {
        using var reader = new StreamReader(connection.Stream);
        while (await reader.ReadLineAsync() is { } request)
        {
            host.Log($"{connection.Id} {request}");
            while (await reader.ReadLineAsync() is not (null or ""))
            {
            }

            await connection.Stream.WriteAsync(s_answer);
        }
    }
}
