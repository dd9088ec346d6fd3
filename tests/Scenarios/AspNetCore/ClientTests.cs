using System.Net;
using Sim.WebApp;

namespace Sim.Scenarios.AspNetCore;

/// <summary>Requests from host to host, by the clients that a program gets from its factory.</summary>
public class ClientTests
{
    [Fact]
    public void A_named_client_reaches_another_host()
    {
        foreach (RunResult result in Web.Passes(static async sim =>
        {
            await Task.WhenAll(sim.AddWebHost<Greeter>("front").Started, sim.AddWebHost<Greeter>("backend").Started);
            using HttpClient client = sim.Network.CreateHttpClient("http://front");
            Assert.Equal("hello", await client.GetStringAsync("/forward"));
        }))
        {
            Assert.Equal(
                ["front: GET /forward", "backend: GET /", "backend: 200 GET /", "front: backend said hello", "front: 200 GET /forward"],
                Web.Lines(result));
        }
    }

    [Fact]
    public void A_typed_client_over_the_older_handler_reaches_another_host() => Web.Passes(static async sim =>
    {
        await Task.WhenAll(sim.AddWebHost<Greeter>("front").Started, sim.AddWebHost<Greeter>("backend").Started);
        using HttpClient client = sim.Network.CreateHttpClient("http://front");
        Assert.Equal("the backend says hello", await client.GetStringAsync("/greet"));
    });

    [Fact]
    public void A_host_that_is_not_there_is_not_found() => Web.Passes(static async sim =>
    {
        await sim.AddWebHost<Greeter>("front").Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://front");
        Assert.Equal(HttpStatusCode.InternalServerError, (await client.GetAsync("/forward")).StatusCode);
    });

    [Fact]
    public void A_connection_is_renewed_when_the_handlers_lifetime_is_over()
    {
        // The factory's default: two minutes. It shows in how many connections the backend sees.
        foreach (RunResult result in Web.Passes(static async sim =>
        {
            await Task.WhenAll(sim.AddWebHost<Greeter>("front").Started, sim.AddWebHost<Greeter>("backend").Started);
            using HttpClient client = sim.Network.CreateHttpClient("http://front");
            for (int i = 0; i < 6; i++)
            {
                await client.GetStringAsync("/forward");
                await Task.Delay(TimeSpan.FromSeconds(30));
            }

            sim.Log($"next connection: {(await sim.Network.ConnectAsync("backend", 80)).Id}");
        }))
        {
            Assert.Equal("test: next connection: c4", Web.Lines(result)[^1]);
        }
    }
}
