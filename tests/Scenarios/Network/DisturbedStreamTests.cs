using static Sim.Scenarios.Network.Worlds;

namespace Sim.Scenarios.Network;

/// <summary>What streams make of a network that is at fault.</summary>
public class DisturbedStreamTests
{
    /// <summary>Seen to fail: a lost segment is not sent again.</summary>
    [Fact]
    public void A_lost_segment_is_a_late_one() => Pass(static async sim =>
    {
        (SimulatedConnection near, SimulatedConnection far) = await sim.Connect();
        sim.Network.PartitionOneWay("test", "far").HealAfter(TimeSpan.FromMilliseconds(500));
        await near.Say("once");
        double seconds = await sim.Seconds(async () => Assert.Equal("once", await far.Hear()));
        Assert.InRange(seconds, 0.6, 0.606);
    });

    [Fact]
    public void A_partition_is_silence_and_in_the_end_a_timeout() => Pass(static async sim =>
    {
        (SimulatedConnection near, SimulatedConnection far) = await sim.Connect();
        NetworkFault partition = sim.Network.Partition("test", "far");
        await near.Say("never");
        Assert.Equal(924.6, await sim.Seconds(async () => Assert.Equal("TimedOut", await Ends.Tell(() => near.Hear()))), 1e-6);
        Assert.Equal("TimedOut", await Ends.Tell(() => near.Say("more")));

        // The other end knows nothing of that until it sends.
        partition.Dispose();
        Task<string> hearing = Ends.Tell(() => far.Hear());
        await Task.Delay(TimeSpan.FromDays(1));
        Assert.False(hearing.IsCompleted);
        await far.Say("hello");
        Assert.Equal("ConnectionReset", await hearing);
    });

    /// <summary>Seen to fail: who misses acknowledgments believes that it was heard.</summary>
    [Fact]
    public void Who_is_heard_but_hears_nothing_times_out_too() => Pass(static async sim =>
    {
        (SimulatedConnection near, SimulatedConnection far) = await sim.Connect();
        sim.Network.PartitionOneWay("far", "test");
        await near.Say("heard");
        Assert.Equal("heard", await far.Hear());
        Assert.Equal(924.6, await sim.Seconds(async () => Assert.Equal("TimedOut", await Ends.Tell(() => near.Hear()))), 0.006);
    });

    [Fact]
    public void Who_gives_up_sooner_times_out_sooner() => Pass(static async sim =>
    {
        sim.Network.Tcp = new TcpOptions { RetransmissionTimeout = TimeSpan.FromSeconds(1), MaxTimeout = TimeSpan.FromSeconds(3), Retransmissions = 3 };
        (SimulatedConnection near, _) = await sim.Connect();
        sim.Network.Partition("test", "far");
        await near.Say("never");
        Assert.Equal(1 + 2 + 3 + 3, await sim.Seconds(async () => Assert.Equal("TimedOut", await Ends.Tell(() => near.Hear()))), 1e-6);
    });

    [Theory]
    [InlineData("test", "far")]
    [InlineData("far", "test")]
    public void Nobody_who_cannot_answer_is_connected_to(string from, string to) => Pass(async sim =>
    {
        SimulatedHost far = sim.AddHost("far", async _ => await sim.Network.Listen(80).AcceptAsync());
        await far.Started;
        sim.Network.PartitionOneWay(from, to);
        Assert.Equal(127, await sim.Seconds(async () => Assert.Equal("TimedOut", await Ends.Tell(() => sim.Network.ConnectAsync("far", 80).AsTask()))), 1e-6);
        Assert.False(far.Completion.IsCompleted);
    });

    [Fact]
    public void A_request_for_a_connection_is_made_again() => Pass(static async sim =>
    {
        await sim.Connect();
        sim.Network.Partition("test", "far").HealAfter(TimeSpan.FromSeconds(2));
        Assert.InRange(await sim.Seconds(async () => await sim.Network.ConnectAsync("far", 80)), 3, 3.01);
    });

    /// <summary>Seen to fail: what is released waits for its timeout.</summary>
    [Fact]
    public void What_is_held_goes_on_at_once_when_it_is_released() => Pass(static async sim =>
    {
        (SimulatedConnection near, SimulatedConnection far) = await sim.Connect();
        sim.Network.Hold("test", "far").HealAfter(TimeSpan.FromSeconds(5));
        await near.Say("a");
        await near.Say("b");
        Task<SimulatedConnection> connecting = sim.Network.ConnectAsync("far", 80).AsTask();
        Assert.InRange(await sim.Seconds(async () => Assert.Equal("ab", await far.Hear(1) + await far.Hear(1))), 5, 5.02);
        await connecting;
        Assert.InRange(sim.Time.GetElapsedTime(0).TotalSeconds, 5, 5.1);
    });

    /// <summary>Seen to fail: a lost segment is not sent again.</summary>
    [Fact]
    public void Nothing_overtakes_what_is_lost() => Pass(static async sim =>
    {
        (SimulatedConnection near, SimulatedConnection far) = await sim.Connect();
        NetworkFault partition = sim.Network.Partition("test", "far");
        await near.Say("1");
        partition.Dispose();
        await near.Say("2");
        near.CompleteWrites();
        Assert.Equal("12", await far.Hear(1) + await far.Hear(1) + await far.Hear());
    });

    /// <summary>Seen to fail: news of room that is lost is not asked for again.</summary>
    [Fact]
    public void News_of_room_that_is_lost_is_asked_for_again() => Pass(static async sim =>
    {
        (SimulatedConnection near, SimulatedConnection far) = await sim.Connect();
        Task writing = near.Stream.WriteAsync(new byte[(64 << 10) + 1]).AsTask();
        await Task.Delay(100);
        NetworkFault partition = sim.Network.PartitionOneWay("far", "test");
        await far.Stream.ReadExactlyAsync(new byte[(64 << 10)]);
        await Task.Delay(100);
        Assert.False(writing.IsCompleted);
        partition.Dispose();
        await writing;
        await far.Stream.ReadExactlyAsync(new byte[1]);
    });

    /// <summary>Seen to fail: a reset that was lost counts as sent.</summary>
    [Fact]
    public void A_reset_that_is_lost_is_sent_when_the_other_end_speaks() => Pass(static async sim =>
    {
        (SimulatedConnection near, SimulatedConnection far) = await sim.Connect();
        NetworkFault partition = sim.Network.Partition("test", "far");
        near.Reset();
        partition.Dispose();
        Task<string> hearing = Ends.Tell(() => far.Hear());
        await Task.Delay(TimeSpan.FromHours(1));
        Assert.False(hearing.IsCompleted);
        await far.Say("still there?");
        Assert.Equal("ConnectionReset", await hearing);
    });

    [Fact]
    public void Who_has_closed_still_sees_to_it_that_the_end_arrives() => Pass(static async sim =>
    {
        (SimulatedConnection near, SimulatedConnection far) = await sim.Connect();
        sim.Network.Partition("test", "far").HealAfter(TimeSpan.FromSeconds(10));
        await near.Say("bye");
        near.Dispose();
        Assert.Equal(("bye", ""), (await far.Hear(), await far.Hear()));
    });
}
