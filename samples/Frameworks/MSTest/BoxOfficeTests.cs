using Sim;

[assembly: DoNotParallelize]

namespace Seats;

/// <summary>Simulations in MSTest: a line each.</summary>
[TestClass]
public sealed class BoxOfficeTests
{
    [TestMethod]
    public void The_safe_office_sells_the_seat_once() =>
        Simulator.Explore(static sim => BoxOffice.RushAsync(sim, isSafe: true), new() { Runs = 200 }).ThrowIfFailed();

    /// <summary>The story of what is found is the exception's message.</summary>
    [TestMethod]
    public void The_simple_office_is_found_out()
    {
        Exploration found = Simulator.Explore(static sim => BoxOffice.RushAsync(sim, isSafe: false), new() { Runs = 200 });

        SimulationFailedException story = Assert.ThrowsExactly<SimulationFailedException>(found.ThrowIfFailed);
        StringAssert.Contains(story.Message, "The seat was sold twice.", StringComparison.Ordinal);
        Assert.AreEqual(33, Environment.ProcessorCount, "The run settings have not reached the test host.");
    }
}
