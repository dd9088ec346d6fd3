using System.Net.Sockets;
using static Sim.Scenarios.Network.Worlds;

namespace Sim.Scenarios.Network;

/// <summary>Names: how long it takes to look one up, how that fails, and what a name stands for.</summary>
public class DnsTests
{
    private static async Task Serve(Simulation sim, string name) => await sim.AddHost(name, async host =>
    {
        using SimulatedListener listener = sim.Network.Listen(80);
        using SimulatedDatagramSocket socket = sim.Network.BindDatagram(9);
        await Task.Delay(Timeout.Infinite, host.Stopping);
    }).Started;

    private static Task<string> Reached(Simulation sim, string name) => Ends.Tell(async () => (await sim.Network.ConnectAsync(name, 80)).RemoteHost);

    [Fact]
    public void A_name_moves_from_host_to_host_and_back() => Pass(static async sim =>
    {
        await Serve(sim, "one");
        await Serve(sim, "two");
        Assert.Equal("HostNotFound", await Reached(sim, "db"));
        using IDisposable first = sim.Network.Dns.Point("db", "one");
        using SimulatedConnection kept = await sim.Network.ConnectAsync("DB", 80);
        using (sim.Network.Dns.Point("db", "two"))
        using (sim.Network.Dns.Point("one", "two"))
        {
            Assert.Equal(("two", "two", "one"), (await Reached(sim, "db"), await Reached(sim, "one"), kept.RemoteHost));
            first.Dispose();
            Assert.Equal("10.0.0.3", (await sim.Network.Dns.ResolveAsync("db")).ToString());
        }

        Assert.Equal(("HostNotFound", "one"), (await Reached(sim, "db"), await Reached(sim, "one")));
    });

    [Theory]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.TryAgain)]
    public void A_lookup_of_a_name_fails_until_it_does_not(SocketError error) => Pass(async sim =>
    {
        await Serve(sim, "one");
        using SimulatedDatagramSocket socket = sim.Network.BindDatagram();
        using (sim.Network.Dns.Fail("one", error))
        {
            Assert.Equal(error.ToString(), await Reached(sim, "one"));
            Assert.Equal(error.ToString(), await Ends.Tell(() => socket.Say("x", "one")));
            Assert.Equal("one", await Reached(sim, "10.0.0.2"));
        }

        Assert.Equal("one", await Reached(sim, "one"));
    });

    [Fact]
    public void A_lookup_takes_its_time_and_finds_what_counts_at_its_end() => Pass(static async sim =>
    {
        await Serve(sim, "one");
        await Serve(sim, "two");
        sim.Network.Dns.Latency = LatencyDistribution.Constant(TimeSpan.FromSeconds(2));
        Assert.InRange(await sim.Seconds(async () => Assert.Equal("10.0.0.2", (await sim.Network.Dns.ResolveAsync("one")).ToString())), 2, 2.01);
        Assert.InRange(await sim.Seconds(async () => Assert.Equal("one", await Reached(sim, "one"))), 2, 2.02);
        Assert.InRange(await sim.Seconds(async () => Assert.Equal("one", await Reached(sim, "10.0.0.2"))), 0, 0.02);
        using SimulatedDatagramSocket socket = sim.Network.BindDatagram();
        Assert.InRange(await sim.Seconds(() => socket.Say("x", "one")), 2, 2.01);
        Task<string> reaching = Reached(sim, "one");
        sim.Network.Dns.Point("one", "two");
        Assert.Equal("two", await reaching);
    });

    [Fact]
    public void A_lookup_can_be_given_up() => Pass(static async sim =>
    {
        sim.Network.Dns.Latency = LatencyDistribution.Constant(TimeSpan.FromSeconds(2));
        using CancellationTokenSource source = new(TimeSpan.FromSeconds(1));
        Assert.InRange(await sim.Seconds(async () => Assert.Equal("canceled", await Ends.Tell(() => sim.Network.ConnectAsync("test", 80, source.Token).AsTask()))), 1, 1.01);
    });

    [Fact]
    public void Some_lookups_fail_for_now()
    {
        List<RunResult> results = Pass(static async sim =>
        {
            await Serve(sim, "one");
            sim.Network.Dns.Failure = 0.5;
            sim.Log(await Reached(sim, "one"));
        }, 40);
        string[] told = [.. results.Select(static result => string.Join(", ", result.Trace.SelectMany(static step => step.Log))).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["one", "the lookup of one fails, TryAgain"], told);
    }

    [Fact]
    public void What_is_no_name_is_refused() => Pass(static sim =>
    {
        sim.AddIdle("one");
        SimulatedDns dns = sim.Network.Dns;
        Assert.StartsWith("No host of this simulation is called \"two\". There are: test, one.", Assert.Throws<ArgumentException>(() => dns.Point("db", "two")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => dns.Point("10.0.0.7", "one"));
        Assert.Throws<ArgumentException>(() => dns.Point("localhost", "one"));
        Assert.Throws<ArgumentException>(() => dns.Fail("one", SocketError.TimedOut));
        Assert.Throws<ArgumentOutOfRangeException>(() => dns.Failure = double.NaN);
        return Task.CompletedTask;
    });
}
