using System.Net;
using System.Net.Sockets;
using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Network;

/// <summary>Names, addresses, ports, and what is refused for want of them.</summary>
public class AddressTests
{
    private static void Passes(Func<Simulation, Task> body) => Assert.All(
        Twice.RunSeeds(10, body),
        static result => Assert.True(result.Outcome == RunOutcome.Passed, $"{result.Outcome}: {result.Failure?.Exception}"));

    private static async Task<string> Fails(Func<Task> operation) => (await Assert.ThrowsAnyAsync<SocketException>(operation)).SocketErrorCode.ToString();

    [Fact]
    public void Both_ends_know_who_they_are() => Passes(static async sim =>
    {
        SimulatedHost shop = sim.AddHost("shop", async _ =>
        {
            using SimulatedListener listener = sim.Network.Listen(80);
            using SimulatedConnection far = await listener.AcceptAsync();
            Assert.Equal(("c1", "shop", "test"), (far.Id, far.LocalHost, far.RemoteHost));
            Assert.Equal(("10.0.0.2:80", "10.0.0.1:49152"), (far.LocalEndPoint.ToString(), far.RemoteEndPoint.ToString()));
        });
        await shop.Started;
        using SimulatedConnection near = await sim.Network.ConnectAsync("SHOP", 80);
        Assert.Equal(("c1", "test", "shop"), (near.Id, near.LocalHost, near.RemoteHost));
        Assert.Equal(("10.0.0.1:49152", "10.0.0.2:80"), (near.LocalEndPoint.ToString(), near.RemoteEndPoint.ToString()));
        Assert.Equal("10.0.0.2", shop.Address.ToString());
        await shop.Completion;
    });

    [Theory]
    [InlineData("localhost", "127.0.0.1")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("test", "10.0.0.1")]
    [InlineData("10.0.0.1", "10.0.0.1")]
    public void A_host_reaches_itself(string name, string address) => Passes(async sim =>
    {
        using SimulatedListener listener = sim.Network.Listen(80);
        using SimulatedConnection near = await sim.Network.ConnectAsync(name, 80);
        Assert.Equal((address, address), (near.LocalEndPoint.Address.ToString(), near.RemoteEndPoint.Address.ToString()));
        Assert.Equal(TimeSpan.FromMicroseconds(100), sim.Time.GetElapsedTime(0));
    });

    [Fact]
    public void Who_is_not_there_cannot_be_reached() => Passes(static async sim =>
    {
        Assert.Equal("HostNotFound", await Fails(async () => await sim.Network.ConnectAsync("nowhere", 80)));
        Assert.Equal("HostUnreachable", await Fails(async () => await sim.Network.ConnectAsync("10.0.0.9", 80)));
        Assert.Equal(0, sim.Time.GetTimestamp());
    });

    [Fact]
    public void A_refusal_takes_a_round_trip_and_says_why() => Passes(static async sim =>
    {
        sim.AddHost("shop", static host => Task.Delay(Timeout.Infinite, host.Stopping));
        var refused = await Assert.ThrowsAsync<SocketException>(async () => await sim.Network.ConnectAsync("shop", 80));
        Assert.Equal("Connection refused: nobody listens at port 80 of shop", refused.Message);
        Assert.InRange(sim.Time.GetElapsedTime(0), 2 * sim.Network.MinLatency, 2 * sim.Network.MaxLatency);
    });

    [Fact]
    public void A_listener_at_loopback_is_for_its_own_host() => Passes(static async sim =>
    {
        SimulatedHost shop = sim.AddHost("shop", async host =>
        {
            using SimulatedListener listener = sim.Network.Listen(80, IPAddress.Loopback);
            using SimulatedConnection own = await sim.Network.ConnectAsync("localhost", 80);
            await Task.Delay(Timeout.Infinite, host.Stopping);
        });
        await shop.Started;
        Assert.Equal("ConnectionRefused", await Fails(async () => await sim.Network.ConnectAsync("shop", 80)));
    });

    [Theory]
    [InlineData(null, null, "AddressAlreadyInUse")]
    [InlineData("0.0.0.0", "127.0.0.1", "AddressAlreadyInUse")]
    [InlineData("::1", "::", "AddressAlreadyInUse")]
    [InlineData("127.0.0.1", "::1", null)]
    [InlineData("127.0.0.1", "10.0.0.1", null)]
    [InlineData("127.0.0.1", "10.0.0.2", "AddressNotAvailable")]
    public void A_port_is_listened_at_once_per_address(string? first, string? second, string? error) => Passes(async sim =>
    {
        using SimulatedListener listener = sim.Network.Listen(80, first is null ? null : IPAddress.Parse(first));
        string told = await Ends.Tell(() =>
        {
            sim.Network.Listen(80, second is null ? null : IPAddress.Parse(second)).Dispose();
            return Task.CompletedTask;
        });
        Assert.Equal(error ?? "done", told);
        listener.Dispose();
        using SimulatedListener again = sim.Network.Listen(80, IPAddress.Loopback);
    });

    [Fact]
    public void A_port_of_zero_is_a_free_one() => Passes(static async sim =>
    {
        using SimulatedListener one = sim.Network.Listen(0);
        using SimulatedListener other = sim.Network.Listen(0);
        Assert.Equal((49_152, 49_153), (one.LocalEndPoint.Port, other.LocalEndPoint.Port));
        using SimulatedConnection near = await sim.Network.ConnectAsync("localhost", 49_153);
        Assert.Equal(49_154, near.LocalEndPoint.Port);
    });

    [Fact]
    public void Ports_come_round_again_and_those_in_use_are_left_out() => Passes(static async sim =>
    {
        using SimulatedListener listener = sim.Network.Listen(80);
        using SimulatedConnection kept = await sim.Network.ConnectAsync("localhost", 80);
        for (int port = 49_153; port <= IPEndPoint.MaxPort; port++)
        {
            using SimulatedListener passing = sim.Network.Listen(0);
            Assert.Equal(port, passing.LocalEndPoint.Port);
        }

        using SimulatedConnection next = await sim.Network.ConnectAsync("localhost", 80);
        Assert.Equal(49_153, next.LocalEndPoint.Port);
    });

    [Fact]
    public void More_than_512_do_not_wait_to_be_accepted() => Passes(static async sim =>
    {
        using SimulatedListener listener = sim.Network.Listen(80);
        for (int i = 0; i < 512; i++)
        {
            await sim.Network.ConnectAsync("localhost", 80);
        }

        var refused = await Assert.ThrowsAsync<SocketException>(async () => await sim.Network.ConnectAsync("localhost", 80));
        Assert.Equal("Connection refused: 512 connections wait to be accepted, which is the limit", refused.Message);
        using SimulatedConnection accepted = await listener.AcceptAsync();
        using SimulatedConnection near = await sim.Network.ConnectAsync("localhost", 80);
    });

    [Fact]
    public void A_host_has_limits() => Passes(static async sim =>
    {
        using SimulatedListener listener = sim.Network.Listen(80);
        for (int i = 0; i < 5_000; i++)
        {
            await sim.Network.ConnectAsync("localhost", 80);
            await listener.AcceptAsync();
        }

        Assert.Equal("TooManyOpenSockets", await Fails(async () => await sim.Network.ConnectAsync("localhost", 80)));
        for (int port = 1_001; port <= 1_255; port++)
        {
            sim.Network.Listen(port);
        }

        Assert.Equal("TooManyOpenSockets", await Fails(() => Task.FromResult(sim.Network.Listen(2_000))));
    });

    [Fact]
    public void What_cannot_be_is_refused() => Passes(static async sim =>
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => sim.Network.Listen(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => sim.Network.Listen(65_536));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await sim.Network.ConnectAsync("test", 0));
        await Assert.ThrowsAsync<ArgumentException>(async () => await sim.Network.ConnectAsync("", 80));
        Assert.Throws<ArgumentOutOfRangeException>(() => sim.Network.MinLatency = TimeSpan.FromTicks(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => sim.Network.MaxLatency = TimeSpan.FromHours(1.1));
    });

    [Fact]
    public void The_range_of_latencies_is_never_empty() => Passes(static sim =>
    {
        Assert.Equal((0.5, 5), (sim.Network.MinLatency.TotalMilliseconds, sim.Network.MaxLatency.TotalMilliseconds));
        sim.Network.MinLatency = TimeSpan.FromSeconds(1);
        Assert.Equal(TimeSpan.FromSeconds(1), sim.Network.MaxLatency);
        sim.Network.MaxLatency = TimeSpan.Zero;
        Assert.Equal(TimeSpan.Zero, sim.Network.MinLatency);
        return Task.CompletedTask;
    });
}
