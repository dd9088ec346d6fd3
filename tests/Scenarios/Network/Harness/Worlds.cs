using System.Text;
using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Network;

/// <summary>Small worlds in which the network is at fault.</summary>
internal static class Worlds
{
    /// <summary>Runs under a few seeds, each twice; all must pass.</summary>
    public static List<RunResult> Pass(Func<Simulation, Task> body, int seeds = 5)
    {
        List<RunResult> results = Twice.RunSeeds(seeds, body);
        Assert.All(results, static result => Assert.True(result.Outcome == RunOutcome.Passed, $"{result.Outcome}: {result.Failure?.Message} {result.Failure?.Exception}"));
        return results;
    }

    /// <summary>A host that does nothing until it is asked to stop.</summary>
    public static SimulatedHost AddIdle(this Simulation sim, string name) => sim.AddHost(name, static async host =>
    {
        host.MarkStarted();
        await Task.Delay(Timeout.Infinite, host.Stopping);
    });

    /// <summary>A host that is bound to port 9 and sends back each datagram.</summary>
    public static async Task AddEcho(this Simulation sim, string name) => await sim.AddHost(name, async host =>
    {
        using SimulatedDatagramSocket socket = sim.Network.BindDatagram(9);
        byte[] buffer = new byte[100];
        while (true)
        {
            ReceivedDatagram received = await socket.ReceiveAsync(buffer, host.Stopping);
            socket.Send(buffer.AsSpan(0, received.Length), received.RemoteEndPoint);
        }
    }).Started;

    /// <summary>A datagram socket at port 9 of a new host, which stays up.</summary>
    public static async Task<SimulatedDatagramSocket> Bind(this Simulation sim, string name)
    {
        var bound = new TaskCompletionSource<SimulatedDatagramSocket>();
        sim.AddHost(name, async host =>
        {
            bound.SetResult(sim.Network.BindDatagram(9));
            await Task.Delay(Timeout.Infinite, host.Stopping);
        });
        return await bound.Task;
    }

    /// <summary>Both ends of a connection from the test to a new host, which stays up.</summary>
    public static async Task<(SimulatedConnection Near, SimulatedConnection Far)> Connect(this Simulation sim, string name = "far")
    {
        var listening = new TaskCompletionSource<SimulatedListener>();
        sim.AddHost(name, async host =>
        {
            listening.SetResult(sim.Network.Listen(80));
            await Task.Delay(Timeout.Infinite, host.Stopping);
        });
        SimulatedListener listener = await listening.Task;
        SimulatedConnection near = await sim.Network.ConnectAsync(name, 80);
        return (near, await listener.AcceptAsync());
    }

    /// <summary>How many seconds an operation takes.</summary>
    public static async Task<double> Seconds(this Simulation sim, Func<Task> operation)
    {
        long start = sim.Time.GetTimestamp();
        await operation();
        return sim.Time.GetElapsedTime(start).TotalSeconds;
    }

    public static async Task Say(this SimulatedConnection connection, string text) => await connection.Stream.WriteAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>Reads up to a few letters; "" is the end.</summary>
    public static async Task<string> Hear(this SimulatedConnection connection, int most = 100)
    {
        var buffer = new byte[most];
        return Encoding.ASCII.GetString(buffer, 0, await connection.Stream.ReadAsync(buffer));
    }

    public static async Task Say(this SimulatedDatagramSocket socket, string text, string host, int port = 9) =>
        await socket.SendAsync(Encoding.ASCII.GetBytes(text), host, port);

    /// <summary>What arrives within a virtual second, in order.</summary>
    public static async Task<List<string>> HearAll(this SimulatedDatagramSocket socket, int seconds = 1)
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        List<string> heard = [];
        byte[] buffer = new byte[100];
        while (socket.TryReceive(buffer, out ReceivedDatagram received))
        {
            heard.Add(Encoding.ASCII.GetString(buffer, 0, received.Length));
        }

        return heard;
    }
}
