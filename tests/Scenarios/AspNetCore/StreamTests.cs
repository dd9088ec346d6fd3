using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR.Client;
using Sim.WebApp;

namespace Sim.Scenarios.AspNetCore;

/// <summary>Responses that arrive bit by bit, and conversations.</summary>
public class StreamTests
{
    [Fact]
    public void An_asynchronous_sequence_arrives_as_it_is_made() => Web.Passes(static async sim =>
    {
        await sim.AddWebHost<Greeter>("shop").Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://shop");
        DateTimeOffset begin = sim.Time.GetUtcNow();
        var at = new List<double>();
        await foreach (int number in client.GetFromJsonAsAsyncEnumerable<int>("/numbers"))
        {
            Assert.Equal(at.Count + 1, number);
            at.Add((sim.Time.GetUtcNow() - begin).TotalMilliseconds);
        }

        Assert.Equal(5, at.Count);
        Assert.InRange(at[4], 500, 560);
    });

    [Fact]
    public void A_client_that_leaves_ends_the_response()
    {
        foreach (RunResult result in Web.Passes(static async sim =>
        {
            await sim.AddWebHost<Greeter>("shop").Started;
            SocketsHttpHandler handler = sim.Network.CreateHandler();
            handler.ResponseDrainTimeout = TimeSpan.Zero;
            using var client = new HttpClient(handler) { BaseAddress = new Uri("http://shop") };
            using (HttpResponseMessage response = await client.GetAsync("/numbers", HttpCompletionOption.ResponseHeadersRead))
            {
                byte[] first = new byte[1];
                await (await response.Content.ReadAsStreamAsync()).ReadExactlyAsync(first);
                Assert.Equal((byte)'[', first[0]);
            }

            await Task.Delay(1_000);
        }))
        {
            Assert.Equal("shop: GET /numbers", Web.Lines(result)[0]);
            Assert.StartsWith("shop: 200 GET /numbers", Assert.Single(Web.Lines(result)[1..]), StringComparison.Ordinal);
            TraceStep end = result.Trace.Last(static step => step.Log.Any());
            Assert.InRange(end.Time.TotalMilliseconds, 100, 350);
        }
    }

    [Fact]
    public void A_client_that_resets_while_the_program_writes_is_no_error_of_the_program()
    {
        foreach (RunResult result in Web.Passes(static async sim =>
        {
            await sim.AddWebHost<Greeter>("shop").Started;
            SimulatedConnection connection = await sim.Network.ConnectAsync("shop", 80);
            await connection.Stream.WriteAsync("GET /pour HTTP/1.1\r\nHost: shop\r\n\r\n"u8.ToArray());
            await Task.Delay(100);
            connection.Reset();
            await Task.Delay(100);
        }))
        {
            Assert.Equal(["shop: GET /pour", "shop: 200 GET /pour"], Web.Lines(result));
        }
    }

    [Fact]
    public void Server_sent_events_arrive_when_they_are_sent() => Web.Passes(static async sim =>
    {
        await sim.AddWebHost<Greeter>("shop").Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://shop");
        DateTimeOffset begin = sim.Time.GetUtcNow();
        await using Stream stream = await client.GetStreamAsync("/events");
        var seen = new List<string>();
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync())
        {
            seen.Add(item.Data);
            Assert.InRange((sim.Time.GetUtcNow() - begin).TotalSeconds, seen.Count, seen.Count + 0.1);
        }

        Assert.Equal(["tick 1", "tick 2", "tick 3"], seen);
    });

    [Fact]
    public void A_web_socket_carries_messages_both_ways() => Web.Passes(static async sim =>
    {
        await sim.AddWebHost<Greeter>("shop").Started;
        using var invoker = new HttpMessageInvoker(sim.Network.CreateHandler());
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri("ws://shop/echo"), invoker, CancellationToken.None);
        await socket.SendAsync("marco"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        byte[] buffer = new byte[100];
        WebSocketReceiveResult result = await socket.ReceiveAsync(buffer, CancellationToken.None);
        Assert.Equal("marco", System.Text.Encoding.UTF8.GetString(buffer, 0, result.Count));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", CancellationToken.None);
    });

    [Fact]
    public void A_hub_tells_every_client() => Web.Passes(static async sim =>
    {
        await sim.AddWebHost<Greeter>("shop", "--chat=true").Started;
        await using HubConnection alice = HubClient.Make(sim, "http://shop/chat");
        await using HubConnection bob = HubClient.Make(sim, "http://shop/chat");
        var heard = new TaskCompletionSource<string>();
        bob.On<string>("said", heard.SetResult);
        await Task.WhenAll(alice.StartAsync(), bob.StartAsync());
        await alice.InvokeAsync("Say", "hello");
        Assert.Equal("hello", await heard.Task);
        var numbers = new List<int>();
        await foreach (int number in alice.StreamAsync<int>("Count", 3))
        {
            numbers.Add(number);
        }

        Assert.Equal([1, 2, 3], numbers);
    });
}
