using System.Net;

namespace Sim.Benchmarks.Programs;

/// <summary>Bodies that block, and bodies that make timers: <see cref="PerRun"/> times in one run.</summary>
internal static class WaitPrograms
{
    public const int PerRun = 100;

    /// <summary>Blocks on the result of a task of the pool that yields once.</summary>
    public static Task ResultAsync() => RepeatAsync(static () =>
    {
        _ = Task.Run(YieldAsync).Result;
        return Task.CompletedTask;
    });

    /// <summary>Two owners of one lock, of which the first blocks while it has it, so that the second one may have to wait.</summary>
    public static Task LockAsync()
    {
        object gate = new();
        return RepeatAsync(() => Task.WhenAll(Task.Run(() => HoldOver(gate)), Task.Run(() => HoldOver(gate))));
    }

    /// <summary>Yields, for comparison.</summary>
    public static Task NothingAsync() => RepeatAsync(YieldAsync);

    /// <summary>Timers that fire.</summary>
    public static Task DelayAsync() => RepeatAsync(static () => Task.Delay(1));

    /// <summary>Timers that are taken in, since the step ends while they are armed, and then stopped.</summary>
    public static Task CancelAfterAsync() => RepeatAsync(static async () =>
    {
        using var source = new CancellationTokenSource();
        source.CancelAfter(TimeSpan.FromHours(1));
        await Task.Yield();
    });

    /// <summary>Sends to a host that sends back, over one connection.</summary>
    public static async Task RoundTripsAsync(Simulation sim)
    {
        SimulatedHost echo = sim.AddHost("echo", async _ =>
        {
            using SimulatedListener listener = sim.Network.Listen(7);
            using SimulatedConnection caller = await listener.AcceptAsync();
            await caller.Stream.CopyToAsync(caller.Stream);
        });
        await echo.Started;
        using SimulatedConnection connection = await sim.Network.ConnectAsync("echo", 7);
        var buffer = new byte[7];
        await RepeatAsync(async () =>
        {
            await connection.Stream.WriteAsync(buffer);
            await connection.Stream.ReadExactlyAsync(buffer);
        });
        connection.CompleteWrites();
        await echo.Completion;
    }

    /// <summary>Sends datagrams, without waiting, to a host that receives them.</summary>
    public static async Task DatagramsAsync(Simulation sim)
    {
        int left = PerRun;
        SimulatedHost far = sim.AddHost("far", async _ =>
        {
            using SimulatedDatagramSocket ear = sim.Network.BindDatagram(9);
            ear.ReceiveBufferSize = 1 << 30;
            for (var buffer = new byte[7]; left > 0; left--)
            {
                await ear.ReceiveAsync(buffer);
            }
        });
        await far.Started;
        using SimulatedDatagramSocket mouth = sim.Network.BindDatagram();
        var address = new IPEndPoint(far.Address, 9);
        await RepeatAsync(() =>
        {
            mouth.Send(new byte[7], address);
            return Task.CompletedTask;
        });
        await far.Completion;
    }

    private static void HoldOver(object gate)
    {
        lock (gate)
        {
            _ = Task.Run(YieldAsync).Result;
        }
    }

    private static async Task<int> YieldAsync()
    {
        await Task.Yield();
        return 1;
    }

    private static async Task RepeatAsync(Func<Task> body)
    {
        for (int i = 0; i < PerRun; i++)
        {
            await body();
        }
    }
}
