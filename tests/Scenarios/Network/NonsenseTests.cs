using static Sim.Scenarios.Network.Worlds;

namespace Sim.Scenarios.Network;

/// <summary>What cannot be is refused, and the message says what is wrong.</summary>
public class NonsenseTests
{
    [Fact]
    public void Options_that_cannot_be_are_refused()
    {
        AssertOutOfRange("A probability lies between 0 and 1.", static () => new LinkOptions { Loss = 1.5 });
        AssertOutOfRange("A probability lies between 0 and 1.", static () => new LinkOptions { Loss = -0.1 });
        AssertOutOfRange("A probability lies between 0 and 1.", static () => new LinkOptions { Duplication = double.NaN });
        AssertOutOfRange("A probability lies between 0 and 1.", static () => new LinkOptions { Corruption = 2 });
        AssertOutOfRange("A probability lies between 0 and 1.", static () => new LinkOptions { Reordering = 2 });
        AssertOutOfRange("It lies between 00:00:00 and 01:00:00 here.", static () => new LinkOptions { Jitter = TimeSpan.FromTicks(-1) });
        AssertOutOfRange("It lies between 00:00:00 and 01:00:00 here.", static () => new LinkOptions { ReorderingDelay = TimeSpan.FromHours(2) });
        AssertOutOfRange("A link carries from 1 to 1,000,000,000,000 bytes a second, or, at 0, as many as there are.", static () => new LinkOptions { Bandwidth = -1 });
        AssertOutOfRange("At least one byte may wait for a link.", static () => new LinkOptions { Queue = 0 });
        AssertOutOfRange("A frame has from 68 to 65,535 bytes.", static () => new LinkOptions { Mtu = 67 });
        AssertOutOfRange("Such a time lies between 1 ms and an hour.", static () => new TcpOptions { RetransmissionTimeout = TimeSpan.Zero });
        AssertOutOfRange("Such a time lies between 1 ms and an hour.", static () => new TcpOptions { ConnectTimeout = TimeSpan.Zero });
        AssertOutOfRange("Such a time lies between 1 ms and an hour.", static () => new TcpOptions { MaxTimeout = TimeSpan.FromDays(1) });
        AssertOutOfRange("From 0 to 100 times.", static () => new TcpOptions { Retransmissions = -1 });
        AssertOutOfRange("From 0 to 100 times.", static () => new TcpOptions { ConnectRetransmissions = 101 });
    }

    [Fact]
    public void Distributions_that_cannot_be_are_refused()
    {
        TimeSpan second = TimeSpan.FromSeconds(1);
        AssertOutOfRange("It lies between 00:00:00 and 01:00:00 here.", () => LatencyDistribution.Constant(-second));
        AssertOutOfRange("It lies between 00:00:01 and 01:00:00 here.", () => LatencyDistribution.Uniform(second, second / 2));
        AssertOutOfRange("It lies between 00:00:01 and 01:00:00 here.", () => LatencyDistribution.Exponential(second, second / 2, second));
        AssertOutOfRange("It lies between 00:00:02 and 01:00:00 here.", () => LatencyDistribution.Exponential(second, 2 * second, second));
        AssertOutOfRange("It lies between 00:00:00.0000001 and 01:00:00 here.", () => LatencyDistribution.LogNormal(TimeSpan.Zero, 1, second));
        AssertOutOfRange("The deviation of a latency's logarithm lies between 0 and 5.", () => LatencyDistribution.LogNormal(second, 6, second));
        AssertOutOfRange("It lies between 00:00:00 and 01:00:00 here.", () => LatencyDistribution.Recorded(second, TimeSpan.FromHours(2)));
        Assert.StartsWith("A recorded distribution has 1 to 65,536 latencies, not 0.", Assert.Throws<ArgumentException>(static () => LatencyDistribution.Recorded()).Message, StringComparison.Ordinal);
        AssertOutOfRange("It lies between 00:00:00 and 01:00:00 here.", () => Verdict.Deliver(-second));
    }

    [Fact]
    public void Faults_that_cannot_be_are_refused_and_leave_nothing_behind() => Pass(static sim =>
    {
        sim.AddIdle("a");
        sim.AddIdle("b");
        SimulatedNetwork network = sim.Network;
        Refused("No host of this simulation is called \"c\". There are: test, a, b.", () => network.Partition("a", "c"));
        Refused("The host \"a\" is named twice: it cannot be on two sides, and reaches itself whatever happens.", () => network.Partition(["a", "b"], ["test", "a"]));
        Refused("The host \"a\" is named twice: it cannot be on two sides, and reaches itself whatever happens.", () => network.Partition("a", "A"));
        Refused("A partition has two groups of hosts or more. To cut one host off from all others use Isolate.", () => network.Partition(["a", "b"]));
        Refused("A group of hosts is empty: name at least one.", () => network.Partition(["a"], []));
        Refused("A group of hosts is empty: name at least one.", () => network.Clog());
        Refused("No host of this simulation is called \"c\"", () => network.Isolate("c"));
        Refused("No host of this simulation is called \"c\"", () => network.PartitionOneWay("c", "a"));
        Refused("No host of this simulation is called \"10.0.0.2\"", () => network.Hold("a", "10.0.0.2"));
        Refused("The host \"b\" is named twice", () => network.Link("b", "b"));
        Refused("The host \"b\" is named twice", () => network.Swizzle(TimeSpan.FromSeconds(1), "b", "b"));
        AssertOutOfRange("It takes more than zero and up to 365 days.", () => network.Swizzle(TimeSpan.Zero));
        AssertOutOfRange("A fault is undone after zero to 365 days of virtual time.", () =>
        {
            using NetworkFault fault = network.Isolate("a");
            return fault.HealAfter(TimeSpan.FromTicks(-1));
        });
        Assert.Empty(network.Faults);
        return Task.CompletedTask;
    });

    [Fact]
    public void A_network_of_a_run_that_is_over_is_refused()
    {
        SimulatedNetwork? kept = null;
        NetworkFault? fault = null;
        Pass(sim =>
        {
            kept = sim.Network;
            fault = sim.Network.Isolate("test");
            return Task.CompletedTask;
        }, 1);
        Assert.StartsWith("This run is over", Assert.Throws<InvalidOperationException>(() => kept!.Isolate("test")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => kept!.BindDatagram());
        Assert.Throws<InvalidOperationException>(() => kept!.AddRule(static _ => Verdict.Drop));
        fault!.HealAfter(TimeSpan.Zero).Dispose();
    }

    private static void Refused(string message, Func<object> call) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);

    private static void AssertOutOfRange(string message, Func<object> call) => Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(call).Message, StringComparison.Ordinal);
}
