namespace Sim.Benchmarks.Programs;

/// <summary>
/// No bug, but everything that a run could leave behind: hosts that write to disks, crash in the middle of it and start again, a partition while datagrams are
/// on their way, a blocked thread of a host that dies. Every third run ends while all that goes on.
/// </summary>
internal static class TroubledStore
{
    private const int Port = 80;
    private const int Entries = 4;

    public static async Task RunAsync(Simulation sim)
    {
        SimulatedHost store = sim.AddHost("store", host => ServeAsync(sim, host));
        SimulatedHost client = sim.AddHost("client", host => SendAsync(sim, store, host));
        SimulatedHost stuck = sim.AddHost("stuck", static _ => WaitForever());
        await store.Started;
        using (sim.Network.Partition(store.Name, client.Name))
        {
            await Task.Delay(20);
        }

        await Task.Delay(30);
        store.Crash();
        stuck.Crash();
        store.Restart();
        if (sim.Seed % 3 != 0)
        {
            await Task.Delay(100);
            await Task.WhenAll(store.StopAsync(), client.StopAsync());
        }
    }

    private static async Task ServeAsync(Simulation sim, SimulatedHost host)
    {
        host.Disk.Latency = new DiskLatency { Write = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(5)) };
        using IDiskFile log = await host.Disk.OpenAsync("log");
        await host.Disk.FlushDirectoryAsync();
        using SimulatedDatagramSocket socket = sim.Network.BindDatagram(Port);
        var buffer = new byte[64];
        try
        {
            while (true)
            {
                ReceivedDatagram received = await socket.ReceiveAsync(buffer, host.Stopping);
                await log.AppendAsync(buffer.AsMemory(0, received.Length));
                await log.FlushAsync();
            }
        }
        catch (OperationCanceledException)
        {
            await host.Disk.ReplaceAsync("done", buffer.AsMemory(0, 1));
        }
    }

    private static async Task SendAsync(Simulation sim, SimulatedHost store, SimulatedHost host)
    {
        using SimulatedDatagramSocket socket = sim.Network.BindDatagram();
        for (int i = 0; i < Entries * 10 && !host.Stopping.IsCancellationRequested; i++)
        {
            await socket.SendAsync(new byte[Entries], store.Name, Port);
            await Task.Delay(5);
        }
    }

    private static Task WaitForever()
    {
        using var never = new ManualResetEventSlim();
        never.Wait();
        return Task.CompletedTask;
    }
}
