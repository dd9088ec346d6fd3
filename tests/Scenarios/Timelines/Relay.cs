using System.Text;

namespace Sim.Scenarios.Timelines;

/// <summary>A small world with all that a timeline shows: two hosts, packets that are lost, cut off and late, timers that fire and are canceled, a blocked step, a crash, and a failure.</summary>
internal static class Relay
{
    /// <summary>Ends the script element of a page, and a statement of Mermaid's, where it is not escaped.</summary>
    public const string Nasty = "</script><b>#1; “x”\n%% end";

    /// <summary>First come, first served, in the run with this seed.</summary>
    public static RunResult Run() => Simulator.Run(Body, new RunOptions { Name = "Relay", Strategy = "fifo", Details = true });

    public static async Task Body(Simulation sim)
    {
        SimulatedHost left = sim.AddHost("left", async host =>
        {
            using SimulatedDatagramSocket socket = sim.Network.BindDatagram(7);
            byte[] buffer = new byte[100];
            while (!host.Stopping.IsCancellationRequested)
            {
                ReceivedDatagram got = await socket.ReceiveAsync(buffer, host.Stopping);
                host.Log($"got {Encoding.ASCII.GetString(buffer, 0, got.Length)}");
            }
        });
        await left.Started;
        using SimulatedDatagramSocket socket = sim.Network.BindDatagram();
        await SayAsync(socket, "hello");
        using (sim.Network.Partition(["test"], ["left"]))
        {
            await SayAsync(socket, "cut off");
        }

        using (sim.Network.AddRule(static _ => Verdict.Drop))
        {
            await SayAsync(socket, "dropped");
        }

        await WaitAsync();
        using var signal = new ManualResetEventSlim();
        Task waker = Task.Run(async () =>
        {
            await Task.Delay(5);
            signal.Set();
        });
        signal.Wait();
        await waker;
        sim.Log(Nasty);
        left.Crash();
        await Task.Delay(1);
        sim.Always(left.Name == "right", "left is right");
    }

    private static async Task SayAsync(SimulatedDatagramSocket socket, string text) => await socket.SendAsync(Encoding.ASCII.GetBytes(text), "left", 7);

    /// <summary>Waits for what comes first, and stops the other timer.</summary>
    private static async Task WaitAsync()
    {
        using var late = new CancellationTokenSource();
        Task never = Task.Delay(1_000, late.Token);
        await Task.WhenAny(Task.Delay(3, CancellationToken.None), never);
        await late.CancelAsync();
    }
}
