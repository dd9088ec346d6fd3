using static Sim.Scenarios.Network.Worlds;

namespace Sim.Scenarios.Network;

/// <summary>What is told of faults, and that they shrink away like any departure.</summary>
public class FaultStoryTests
{
    /// <summary>A client that asks once and never again: it hangs as soon as one datagram is lost.</summary>
    private static async Task AskOnce(Simulation sim)
    {
        await sim.AddEcho("shop");
        sim.Network.Links = new LinkOptions { Loss = 0.05, Duplication = 0.2, Reordering = 0.2, Jitter = TimeSpan.FromMilliseconds(3) };
        using SimulatedDatagramSocket socket = sim.Network.BindDatagram();
        for (int i = 0; i < 3; i++)
        {
            await socket.Say("hello", "shop");
            sim.Log("asked");
            Task<ReceivedDatagram> answer = socket.ReceiveAsync(new byte[10]).AsTask();
            Task first = await Task.WhenAny(answer, Task.Delay(1_000));
            sim.Always(first == answer, "an answer comes");
        }
    }

    /// <summary>Seen to fail: what is lost makes no row; a loss is not marked as a departure.</summary>
    [Fact]
    public void A_finding_is_shrunk_to_the_one_packet_that_was_lost()
    {
        Exploration found = Simulator.Explore(AskOnce, new ExploreOptions { Runs = 500, Seed = 3 });
        RunResult finding = Assert.IsType<RunResult>(found.Failure);
        Assert.Equal(1, finding.Departures);
        string row = Assert.Single(found.Story.Split('\n'), static line => line.Contains("lost", StringComparison.Ordinal));
        Assert.Matches(@"> network +5 bytes (to|from) (shop|test) +< lost", row);
        Assert.Contains("One departure from first come, first served and a sound network is enough", found.Story, StringComparison.Ordinal);
        RunResult replayed = Simulator.Replay(finding.Token, AskOnce);
        Assert.Equal(finding.Fingerprint, replayed.Fingerprint);
    }

    [Fact]
    public void A_partition_is_told_with_what_it_cut_off()
    {
        RunResult result = Simulator.Run(static async sim =>
        {
            await sim.AddEcho("a");
            await sim.AddEcho("b");
            using SimulatedDatagramSocket socket = sim.Network.BindDatagram();
            using NetworkFault partition = sim.Network.Partition(["test"], ["a", "b"]);
            await socket.Say("hello", "a");
            NetworkFault clog = sim.Network.Clog("b");
            partition.Dispose();
            await socket.Say("hello", "b");
            sim.Always((await socket.HearAll()).Count == 1, "somebody answers");
        });
        string story = result.Story;
        Assert.Contains("partition: test | {a, b}", story, StringComparison.Ordinal);
        Assert.Contains("5 bytes to a: cut off", story, StringComparison.Ordinal);
        Assert.Contains("over: partition: test | {a, b}", story, StringComparison.Ordinal);
        Assert.Contains("clogged: b", story, StringComparison.Ordinal);
        Assert.Contains("5 bytes to b: kept", story, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_bear_on_nothing_leave_token_and_fingerprint_as_they_are()
    {
        LinkOptions links = new();
        RunResult plain = Simulator.Run(Talk, new RunOptions { Seed = 7 });
        links = new LinkOptions { Queue = 1, Mtu = 70, ReorderingDelay = TimeSpan.FromMilliseconds(3) };
        RunResult said = Simulator.Run(Talk, new RunOptions { Seed = 7 });
        Assert.Equal((plain.Token, plain.Fingerprint), (said.Token, said.Fingerprint));

        async Task Talk(Simulation sim)
        {
            sim.Network.Links = links;
            await sim.AddEcho("a");
            using SimulatedDatagramSocket socket = sim.Network.BindDatagram();
            await socket.Say("hello", "a");
            Assert.Single(await socket.HearAll());
        }
    }

    [Fact]
    public void A_link_is_directed_and_falls_back_to_the_default() => Pass(static async sim =>
    {
        await sim.AddEcho("a");
        using SimulatedDatagramSocket socket = sim.Network.BindDatagram();
        NetworkLink link = sim.Network.Link("a", "test");
        Assert.Equal(("a", "test", new LinkOptions()), (link.From, link.To, link.Options));
        sim.Network.Links = new LinkOptions { Latency = LatencyDistribution.Constant(TimeSpan.FromMilliseconds(10)) };
        link.Options = link.Options! with { Latency = LatencyDistribution.Constant(TimeSpan.FromMilliseconds(30)) };
        Assert.Equal(0.04, await RoundTrip(), 0.011);
        link.Options = null;
        Assert.Equal(0.02, await RoundTrip(), 0.011);
        sim.Network.Links = new LinkOptions { Loss = 1 };
        await socket.Say("x", "a");
        Assert.Empty(await socket.HearAll());

        Task<double> RoundTrip() => sim.Seconds(async () =>
        {
            await socket.Say("x", "a");
            await socket.ReceiveAsync(new byte[1]);
        });
    });
}
