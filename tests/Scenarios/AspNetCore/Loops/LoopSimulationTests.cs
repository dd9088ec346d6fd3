using Microsoft.Extensions.Hosting;
using Sim.WebApp;

namespace Sim.Scenarios.AspNetCore.Loops;

/// <summary>A program that is served from event loops in production, in a simulation.</summary>
public class LoopSimulationTests
{
    [Fact]
    public void In_a_simulation_the_network_is_the_simulated_one() => Web.Passes(static async sim =>
    {
        await sim.AddWebHost<Greeter>("shop", static host => host.ConfigureWebHost(static web =>
            web.UseSimLoops(static options => options.ApplicationThread = ApplicationThread.LoopWithContext))).Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://shop");
        Assert.Equal("hello", await client.GetStringAsync("/"));
    });
}
