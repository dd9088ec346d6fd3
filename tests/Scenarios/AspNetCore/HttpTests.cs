using Sim.Scenarios.Determinism;
using Sim.WebApp;

namespace Sim.Scenarios.AspNetCore;

/// <summary>Requests and responses over HTTP, of a program that knows nothing of Sim.</summary>
public class HttpTests
{
    [Fact]
    public void A_request_is_answered_from_the_programs_own_entry_point()
    {
        foreach (RunResult result in Twice.RunSeeds(3, static async sim =>
        {
            SimulatedHost shop = sim.AddWebHost<Greeter>("shop");
            await shop.Started;
            using HttpClient client = sim.Network.CreateHttpClient("http://shop");
            Assert.Equal("hello", await client.GetStringAsync("/"));
        }))
        {
            Assert.True(result.Outcome == RunOutcome.Passed, result.ToString() + result.Failure);
        }
    }
}
