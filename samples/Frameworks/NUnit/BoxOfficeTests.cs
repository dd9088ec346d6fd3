using NUnit.Framework;
using Sim;

namespace Seats;

/// <summary>Simulations in NUnit: a line each.</summary>
public sealed class BoxOfficeTests
{
    [Test]
    public void The_safe_office_sells_the_seat_once() =>
        Simulator.Explore(static sim => BoxOffice.RushAsync(sim, isSafe: true), new() { Runs = 200 }).ThrowIfFailed();

    /// <summary>The story of what is found is the exception's message.</summary>
    [Test]
    public void The_simple_office_is_found_out()
    {
        Exploration found = Simulator.Explore(static sim => BoxOffice.RushAsync(sim, isSafe: false), new() { Runs = 200 });

        SimulationFailedException? story = Assert.Throws<SimulationFailedException>(found.ThrowIfFailed);
        Assert.That(story!.Message, Does.Contain("The seat was sold twice."));
        Assert.That(Environment.ProcessorCount, Is.EqualTo(33), "the run settings have not reached the test host");
    }
}
