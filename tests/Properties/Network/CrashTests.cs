using System.Net.Sockets;
using System.Text;

namespace Sim.Properties.Network;

/// <summary>What peers see of a machine that crashes.</summary>
public class CrashTests
{
    private static NetworkNode Machine(Simulation sim, string name) => sim.Network.Nodes.Single(node => node.Name == name);

    /// <summary>Seen to fail: a machine that crashes resets its connections.</summary>
    [Fact]
    public void A_machine_that_crashed_is_silent_and_times_out() => Pass(static async sim =>
    {
        (SimulatedConnection near, _) = await Connect(sim);
        Machine(sim, "far").Crash();
        Task<string> hearing = Tell(() => Hear(near));
        await Task.Delay(TimeSpan.FromDays(1));
        Assert.False(hearing.IsCompleted);
        await Say(near, "hello?");
        Assert.Equal("TimedOut", await hearing);
        Assert.Equal(127, await Seconds(sim, async () => Assert.Equal("TimedOut", await Tell(() => sim.Network.ConnectAsync("far", 80).AsTask()))), 0.01);
    });

    /// <summary>Seen to fail: a machine that is off takes packets in.</summary>
    [Fact]
    public void A_machine_that_is_up_again_resets_what_it_does_not_know() => Pass(static async sim =>
    {
        (SimulatedConnection near, _) = await Connect(sim);
        Machine(sim, "far").Crash();
        await Say(near, "hello?");
        Task<string> hearing = Tell(() => Hear(near));
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.False(hearing.IsCompleted);
        Machine(sim, "far").Restart();
        Assert.InRange(await Seconds(sim, async () => Assert.Equal("ConnectionReset", await hearing)), 0.3, 0.5);
        Assert.Equal("ConnectionRefused", await Tell(() => sim.Network.ConnectAsync("far", 80).AsTask()));
    });

    /// <summary>Seen to fail: the end of a stream is not sent to a machine that has forgotten it.</summary>
    [Fact]
    public void Who_ends_its_writes_learns_of_a_crash_as_well() => Pass(static async sim =>
    {
        (SimulatedConnection near, _) = await Connect(sim);
        Machine(sim, "far").Crash();
        Machine(sim, "far").Restart();
        near.CompleteWrites();
        Assert.Equal("ConnectionReset", await Tell(() => Hear(near)));
    });

    /// <summary>Seen to fail: who waits for room waits on when the machine that would make it crashes.</summary>
    [Fact]
    public void Who_waits_for_room_learns_of_a_crash_as_well() => Pass(static async sim =>
    {
        (SimulatedConnection near, _) = await Connect(sim);
        Task<string> writing = Tell(() => near.Stream.WriteAsync(new byte[Flow.Window * 2]).AsTask());
        await Task.Delay(1_000);
        Machine(sim, "far").Crash();
        Assert.Equal("TimedOut", await writing);
    });

    [Fact]
    public void What_was_on_its_way_from_a_machine_that_crashed_arrives() => Pass(static async sim =>
    {
        (SimulatedConnection near, SimulatedConnection far) = await Connect(sim);
        await Say(far, "last words");
        Machine(sim, "far").Crash();
        Assert.Equal("last words", await Hear(near));
    });

    /// <summary>Seen to fail: a sender that crashed goes on sending again.</summary>
    [Fact]
    public void What_a_machine_that_crashed_had_to_send_again_is_never_sent() => Pass(static async sim =>
    {
        (SimulatedConnection near, SimulatedConnection far) = await Connect(sim);
        NetworkFault partition = sim.Network.Partition("test", "far");
        await Say(far, "lost");
        Machine(sim, "far").Crash();
        partition.Dispose();
        Machine(sim, "far").Restart();
        Task<string> hearing = Tell(() => Hear(near));
        await Task.Delay(TimeSpan.FromHours(1));
        Assert.False(hearing.IsCompleted);
    });

    [Fact]
    public void A_machine_that_is_off_loses_datagrams_and_its_sockets() => Pass(static async sim =>
    {
        List<int> heard = [];
        await sim.AddHost("far", async host =>
        {
            using SimulatedDatagramSocket ear = sim.Network.BindDatagram(9);
            await Tell(async () =>
            {
                for (byte[] buffer = new byte[10]; ;)
                {
                    heard.Add((await ear.ReceiveAsync(buffer)).Length);
                }
            });
            await Task.Delay(Timeout.Infinite, host.Stopping);
        }).Started;
        using SimulatedDatagramSocket socket = sim.Network.BindDatagram();
        await Send(1);
        Machine(sim, "far").Crash();
        await Send(2);
        Machine(sim, "far").Restart();
        await Send(3);
        Assert.Equal([1], heard);

        async Task Send(int length)
        {
            await socket.SendAsync(new byte[length], "far", 9);
            await Task.Delay(100);
        }
    });

    /// <summary>Runs under a few seeds, each twice; all must pass, with the same fingerprint.</summary>
    private static void Pass(Func<Simulation, Task> body)
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            RunResult result = Simulator.Run(body, new RunOptions { Seed = seed });
            Assert.True(result.Outcome == RunOutcome.Passed, $"{result.Outcome}: {result.Failure?.Message} {result.Failure?.Exception}");
            Assert.Equal(result.Fingerprint, Simulator.Run(body, new RunOptions { Seed = seed }).Fingerprint);
        }
    }

    private static async Task<string> Tell(Func<Task> operation)
    {
        try
        {
            await operation();
            return "done";
        }
        catch (Exception exception) when ((exception as SocketException ?? exception.InnerException as SocketException) is { } error)
        {
            return error.SocketErrorCode.ToString();
        }
    }

    private static async Task<double> Seconds(Simulation sim, Func<Task> operation)
    {
        long start = sim.Time.GetTimestamp();
        await operation();
        return sim.Time.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task Say(SimulatedConnection connection, string text) => await connection.Stream.WriteAsync(Encoding.ASCII.GetBytes(text));

    private static async Task<string> Hear(SimulatedConnection connection)
    {
        var buffer = new byte[100];
        return Encoding.ASCII.GetString(buffer, 0, await connection.Stream.ReadAsync(buffer));
    }

    /// <summary>Both ends of a connection from the test to a new host, which stays up.</summary>
    private static async Task<(SimulatedConnection Near, SimulatedConnection Far)> Connect(Simulation sim)
    {
        var listening = new TaskCompletionSource<SimulatedListener>();
        sim.AddHost("far", async host =>
        {
            listening.SetResult(sim.Network.Listen(80));
            await Task.Delay(Timeout.Infinite, host.Stopping);
        });
        SimulatedListener listener = await listening.Task;
        SimulatedConnection near = await sim.Network.ConnectAsync("far", 80);
        return (near, await listener.AcceptAsync());
    }
}
