using Sim.Scenarios.Determinism;
using static Sim.Scenarios.Network.Worlds;

namespace Sim.Scenarios.Network;

/// <summary>Faults that a test brings about, and what undoes them.</summary>
public class PartitionTests
{
    /// <summary>Three hosts that send back what they get; which of them answer the test.</summary>
    private static async Task<string> WhoAnswers(SimulatedDatagramSocket socket)
    {
        foreach (string host in new[] { "a", "b", "c" })
        {
            await socket.Say(host, host);
        }

        return string.Concat((await socket.HearAll()).Order(StringComparer.Ordinal));
    }

    private static async Task<SimulatedDatagramSocket> Begin(Simulation sim)
    {
        await sim.AddEcho("a");
        await sim.AddEcho("b");
        await sim.AddEcho("c");
        return sim.Network.BindDatagram();
    }

    [Fact]
    public void A_partition_cuts_groups_off_from_one_another() => Pass(static async sim =>
    {
        SimulatedDatagramSocket socket = await Begin(sim);
        using (sim.Network.Partition(["b", "c"], ["test"]))
        {
            Assert.Equal("a", await WhoAnswers(socket));
        }

        Assert.Equal("abc", await WhoAnswers(socket));
    });

    /// <summary>Seen to fail: a partition loses only what goes from an earlier group to a later one.</summary>
    [Theory]
    [InlineData("a", "b", true, true)]
    [InlineData("b", "c", true, true)]
    [InlineData("a", "c", true, true)]
    [InlineData("a", "test", false, false)]
    [InlineData("c", "d", false, false)]
    public void A_partition_works_in_both_directions(string one, string other, bool isThereCut, bool isBackCut) => Pass(async sim =>
    {
        SimulatedDatagramSocket[] sockets = [await sim.Bind("a"), await sim.Bind("b"), await sim.Bind("c"), await sim.Bind("d"), sim.Network.BindDatagram(9)];
        SimulatedDatagramSocket near = sockets["abcdt".IndexOf(one[0], StringComparison.Ordinal)];
        SimulatedDatagramSocket far = sockets["abcdt".IndexOf(other[0], StringComparison.Ordinal)];
        sim.Network.Partition(["a"], ["b"], ["c", "d"]);
        await near.Say("there", other);
        await far.Say("back", one);
        Assert.Equal((isThereCut ? "" : "there", isBackCut ? "" : "back"), (string.Concat(await far.HearAll()), string.Concat(await near.HearAll())));
    });

    /// <summary>Seen to fail: undoing a fault undoes the newest.</summary>
    [Fact]
    public void Each_fault_undoes_itself_alone() => Pass(static async sim =>
    {
        SimulatedDatagramSocket socket = await Begin(sim);
        NetworkFault one = sim.Network.Partition("test", "a");
        NetworkFault other = sim.Network.Partition(["test"], ["a", "b"]);
        NetworkFault third = sim.Network.Isolate("c");
        Assert.Equal("", await WhoAnswers(socket));
        other.Dispose();
        Assert.Equal("b", await WhoAnswers(socket));
        one.Dispose();
        one.Dispose();
        Assert.Equal("ab", await WhoAnswers(socket));
        Assert.Equal([third], sim.Network.Faults);
        sim.Network.Heal();
        Assert.Equal("abc", await WhoAnswers(socket));
    });

    [Theory]
    [InlineData("test", "a", "")]
    [InlineData("a", "test", "")]
    [InlineData("a", "b", "a")]
    public void A_one_way_partition_lets_the_other_way_pass(string from, string to, string heard) => Pass(async sim =>
    {
        SimulatedDatagramSocket socket = await Begin(sim);
        using SimulatedDatagramSocket ear = sim.Network.BindDatagram(10);
        sim.Network.PartitionOneWay(from, to);
        await socket.Say("a", "a");
        Assert.Equal(heard, string.Concat(await socket.HearAll()));
        Assert.Equal(from == "test" ? 1 : 0, sim.Network.Faults.Count(fault => fault.ToString() == "one-way partition: test cannot reach a"));
    });

    [Fact]
    public void An_isolated_host_reaches_itself_and_nobody_else_not_even_later_ones() => Pass(static async sim =>
    {
        SimulatedDatagramSocket socket = await Begin(sim);
        using SimulatedDatagramSocket self = sim.Network.BindDatagram(9);
        sim.Network.Isolate("test");
        await sim.AddEcho("d");
        await socket.Say("late", "d");
        await socket.Say("self", "localhost");
        Assert.Equal("", await WhoAnswers(socket));
        Assert.Equal(["self"], await self.HearAll());
    });

    [Fact]
    public void A_fault_heals_after_a_while_and_says_so() => Assert.All(Pass(static async sim =>
    {
        SimulatedDatagramSocket socket = await Begin(sim);
        NetworkFault fault = sim.Network.Partition("test", "a").HealAfter(TimeSpan.FromSeconds(3)).HealAfter(TimeSpan.FromSeconds(1.5));
        Assert.Equal("bc", await WhoAnswers(socket));
        Assert.True(fault.IsActive);
        await Task.Delay(600);
        Assert.False(fault.IsActive);
        Assert.Equal("abc", await WhoAnswers(socket));
    }), static result => Assert.Equal(["partition: test | a", "over: partition: test | a"], result.Trace.SelectMany(static step => step.Log)));

    /// <summary>Seen to fail: what was kept is sent on newest first, or dropped.</summary>
    [Fact]
    public void What_is_held_is_sent_on_in_order_when_it_is_released()
    {
        RunResult result = Twice.Run(HoldAndRelease, new RunOptions { Ordering = Ordering.Loop });
        Assert.True(result.Outcome == RunOutcome.Passed, result.Failure?.ToString());
    }

    private static async Task HoldAndRelease(Simulation sim)
    {
        sim.Network.MinLatency = sim.Network.MaxLatency = TimeSpan.FromMilliseconds(1);
        SimulatedDatagramSocket socket = await Begin(sim);
        NetworkFault held = sim.Network.Hold("test", "a");
        await socket.Say("1", "a");
        await socket.Say("2", "a");
        await socket.Say("3", "b");
        Assert.Equal(["3"], await socket.HearAll());
        held.Dispose();
        Assert.Equal(["1", "2"], await socket.HearAll());
    }

    [Fact]
    public void A_clogged_host_neither_sends_nor_receives_until_it_is_unclogged() => Pass(static async sim =>
    {
        SimulatedDatagramSocket socket = await Begin(sim);
        NetworkFault clog = sim.Network.Clog("a", "c");
        Assert.Equal("b", await WhoAnswers(socket));
        clog.HealAfter(TimeSpan.FromSeconds(1));
        Assert.Equal("ac", string.Concat((await socket.HearAll(2)).Order(StringComparer.Ordinal)));
    });

    [Fact]
    public void What_two_faults_hold_goes_on_after_the_second() => Pass(static async sim =>
    {
        SimulatedDatagramSocket socket = await Begin(sim);
        NetworkFault held = sim.Network.Hold("test", "a");
        NetworkFault clog = sim.Network.Clog("a");
        await socket.Say("kept", "a");
        held.Dispose();
        Assert.Empty(await socket.HearAll());
        clog.Dispose();
        Assert.Equal(["kept"], await socket.HearAll());
    });

    /// <summary>Seen to fail: hosts are unclogged as they were clogged, or not at all.</summary>
    [Fact]
    public void A_swizzle_clogs_some_hosts_one_by_one_and_unclogs_them_in_another_order()
    {
        List<RunResult> results = Pass(static async sim =>
        {
            SimulatedDatagramSocket socket = await Begin(sim);
            using IDisposable swizzle = sim.Network.Swizzle(TimeSpan.FromSeconds(6), "a", "b", "c");
            await Task.Delay(TimeSpan.FromSeconds(7));
            Assert.Empty(sim.Network.Faults);
            Assert.Equal("abc", await WhoAnswers(socket));
        }, 40);
        HashSet<string> told = [.. results.Select(static result => string.Join(' ', result.Trace.SelectMany(static step => step.Log)))];
        Assert.Contains("", told);
        Assert.Contains("clogged: b over: clogged: b", told);
        Assert.Contains(told, static text => text.Contains("clogged: a clogged: c over: clogged: a over: clogged: c", StringComparison.Ordinal));
        Assert.Contains(told, static text => text.Contains("clogged: a clogged: c over: clogged: c over: clogged: a", StringComparison.Ordinal));
    }

    [Fact]
    public void A_swizzle_that_is_ended_undoes_what_is_left_of_it() => Pass(static async sim =>
    {
        SimulatedDatagramSocket socket = await Begin(sim);
        IDisposable swizzle = sim.Network.Swizzle(TimeSpan.FromSeconds(60), "a", "b", "c");
        await Task.Delay(TimeSpan.FromSeconds(25));
        swizzle.Dispose();
        Assert.Empty(sim.Network.Faults);
        await Task.Delay(TimeSpan.FromSeconds(60));
        Assert.Equal("abc", await WhoAnswers(socket));
    }, 20);

    [Fact]
    public void A_rule_decides_before_all_else_until_it_is_taken_out() => Pass(static async sim =>
    {
        SimulatedDatagramSocket socket = await Begin(sim);
        sim.Network.Links = new LinkOptions { Loss = 1 };
        using (sim.Network.AddRule(static packet => packet.To == "a" || packet.From == "a" ? Verdict.Deliver(TimeSpan.FromMilliseconds(7)) : Verdict.Pass))
        {
            Assert.Equal(0.014, await sim.Seconds(async () =>
            {
                await socket.Say("x", "a");
                await socket.ReceiveAsync(new byte[1]);
            }), 1e-6);
            Assert.Equal("a", await WhoAnswers(socket));
        }

        sim.Network.Links = new LinkOptions();
        using (sim.Network.AddRule(static packet => packet is { Kind: PacketKind.Datagram, Length: 1 } && packet.Content[0] == 'b' ? Verdict.Drop : Verdict.Pass))
        {
            Assert.Equal("ac", await WhoAnswers(socket));
        }

        Assert.Equal("abc", await WhoAnswers(socket));
    });

    [Fact]
    public void A_rule_that_throws_fails_the_run()
    {
        RunResult result = Simulator.Run(static async sim =>
        {
            await sim.Connect();
            sim.Network.AddRule(static packet => packet.Kind == PacketKind.Answer ? throw new InvalidOperationException("wrong") : Verdict.Pass);
            await sim.Network.ConnectAsync("far", 80);
        });
        Assert.Equal((RunOutcome.Crashed, "wrong"), (result.Outcome, result.Failure!.Exception!.Message));
    }
}
