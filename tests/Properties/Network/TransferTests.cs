using FsCheck;
using FsCheck.Fluent;
using Sim.Properties.Runs;

namespace Sim.Properties.Network;

public class TransferTests
{
    /// <summary>Writes of one direction, how they are read, and under which schedule.</summary>
    private sealed record Transfer(int[] Writes, int[] Reads, int ReadDelay, ulong Seed, string Strategy, Ordering Ordering, bool IsLoopback)
    {
        public int Length => Writes.Sum();

        public RunOptions Options => new() { Seed = Seed, Strategy = Strategy, Ordering = Ordering };
    }

    private static Arbitrary<Transfer> Transfers => Arb.From(
        from writes in Gen.ArrayOf(Gen.Frequency((3, Gen.Choose(0, 300)), (1, Gen.Choose(0, 100_000)))).Resize(12)
        from reads in Gen.NonEmptyListOf(Gen.Frequency((1, Gen.Choose(1, 50)), (3, Gen.Choose(1, 70_000)))).Resize(6)
        from delay in Gen.Choose(0, 3)
        from seed in Case.Seeds
        from strategy in Case.Strategies
        from ordering in Gen.Elements(Ordering.Pool, Ordering.Loop)
        from isLoopback in Gen.Elements(true, false)
        select new Transfer(writes, [.. reads], delay, seed, strategy, ordering, isLoopback),
        static transfer => transfer.Writes.Select((_, i) => transfer with { Writes = [.. transfer.Writes[..i], .. transfer.Writes[(i + 1)..]] }));

    /// <remarks>
    /// Mutation: seen to fail when a write did not wait behind those that wait, and, as a deadlock, when a read did not tell the writer of room.
    /// </remarks>
    [Fact]
    public void What_is_written_is_read_in_order_and_once() =>
        Holds.ForAll(Transfers, static transfer => AssertPassed(Simulator.Run(async sim =>
        {
            (SimulatedConnection near, SimulatedConnection far) = await Connect(sim, transfer.IsLoopback);
            Task writing = WriteAll(near, transfer, static async _ => await Task.Yield());
            byte[] read = await ReadAll(far, transfer, static _ => { });
            await writing;
            Assert.Equal(Bytes(transfer.Length), read);
        }, transfer.Options)));

    /// <remarks>Mutation: seen to fail when the ring had room for one byte more.</remarks>
    [Fact]
    public void What_was_written_and_not_read_never_exceeds_the_window_and_can_fill_it() =>
        Holds.ForAll(Transfers, static transfer => AssertPassed(Simulator.Run(async sim =>
        {
            int written = 0;
            int read = 0;
            (SimulatedConnection near, SimulatedConnection far) = await Connect(sim, transfer.IsLoopback);
            Task writing = WriteBytes(near, Flow.Window * 2, () => sim.Always(++written - read <= Flow.Window, "the window holds"));
            await Task.Delay(TimeSpan.FromMinutes(1));
            sim.Always(written == Flow.Window, "the window can be filled");
            var buffer = new byte[transfer.Reads[0]];
            for (int count = 1; count > 0; read += count)
            {
                count = await far.Stream.ReadAsync(buffer);
                sim.Always(count > 0 || read == Flow.Window * 2, "nothing is lost");
            }

            await writing;
        }, transfer.Options)), cases: 20);

    /// <remarks>Mutation: seen to fail when a read took what was still in flight.</remarks>
    [Fact]
    public void Nothing_is_read_before_the_least_latency_is_over() =>
        Holds.ForAll(Transfers, static transfer => AssertPassed(Simulator.Run(async sim =>
        {
            List<long> sent = [];
            (SimulatedConnection near, SimulatedConnection far) = await Connect(sim, isLoopback: false);
            Task writing = WriteAll(near, transfer with { Writes = [.. transfer.Writes.Select(static length => length % 2_000)] }, async length =>
            {
                await Task.Delay(length % 3);
                sent.AddRange(Enumerable.Repeat(sim.Time.GetTimestamp(), length));
            });
            int read = 0;
            await ReadAll(far, transfer, count =>
            {
                read += count;
                sim.Always(count == 0 || sim.Time.GetElapsedTime(sent[read - 1]) >= sim.Network.MinLatency, "a byte takes its time");
            });
            await writing;
        }, transfer.Options)));

    /// <remarks>Mutation: seen to fail when a draw had one level more.</remarks>
    [Fact]
    public void A_segment_takes_from_the_least_latency_to_the_greatest() =>
        Holds.ForAll(
            Arb.From(from min in Gen.Choose(0, 40) from range in Gen.Choose(0, 60) from seed in Case.Seeds select (min, range, seed)),
            static @case => AssertPassed(Simulator.Run(async sim =>
            {
                sim.Network.MaxLatency = TimeSpan.FromMilliseconds(@case.min + @case.range);
                sim.Network.MinLatency = TimeSpan.FromMilliseconds(@case.min);
                (SimulatedConnection near, SimulatedConnection far) = await Connect(sim, isLoopback: false);
                for (int i = 0; i < 20; i++)
                {
                    await Pass(sim, near, far);
                    await Pass(sim, far, near);
                }
            }, new RunOptions { Seed = @case.seed })));

    private static async Task Pass(Simulation sim, SimulatedConnection from, SimulatedConnection to)
    {
        long sent = sim.Time.GetTimestamp();
        await from.Stream.WriteAsync(new byte[7]);
        await to.Stream.ReadExactlyAsync(new byte[7]);
        TimeSpan taken = sim.Time.GetElapsedTime(sent);
        sim.Always(taken >= sim.Network.MinLatency && taken <= sim.Network.MaxLatency, "a latency is in its range");
    }

    /// <summary>Both ends of a connection; the far one belongs to a host that stays up.</summary>
    private static async Task<(SimulatedConnection Near, SimulatedConnection Far)> Connect(Simulation sim, bool isLoopback)
    {
        var listening = new TaskCompletionSource<SimulatedListener>();
        if (isLoopback)
        {
            listening.SetResult(sim.Network.Listen(80));
        }
        else
        {
            sim.AddHost("far", async host =>
            {
                listening.SetResult(sim.Network.Listen(80));
                await Task.Delay(Timeout.Infinite, host.Stopping);
            });
        }

        SimulatedListener listener = await listening.Task;
        SimulatedConnection near = await sim.Network.ConnectAsync(isLoopback ? "localhost" : "far", 80);
        return (near, await listener.AcceptAsync());
    }

    /// <summary>Writes without waiting for the one before, and ends.</summary>
    private static async Task WriteAll(SimulatedConnection near, Transfer transfer, Func<int, Task> beforeEach)
    {
        ReadOnlyMemory<byte> rest = Bytes(transfer.Length);
        List<Task> writes = [];
        foreach (int length in transfer.Writes)
        {
            await beforeEach(length);
            writes.Add(near.Stream.WriteAsync(rest[..length]).AsTask());
            rest = rest[length..];
        }

        await Task.WhenAll(writes);
        near.CompleteWrites();
    }

    private static async Task WriteBytes(SimulatedConnection near, int count, Action onWritten)
    {
        for (int i = 0; i < count; i++)
        {
            await near.Stream.WriteAsync(new byte[1]);
            onWritten();
        }

        near.CompleteWrites();
    }

    private static async Task<byte[]> ReadAll(SimulatedConnection far, Transfer transfer, Action<int> onRead)
    {
        using var all = new MemoryStream();
        for (int i = 0, count = 1; count > 0; i++)
        {
            var buffer = new byte[transfer.Reads[i % transfer.Reads.Length]];
            count = await far.Stream.ReadAsync(buffer);
            all.Write(buffer.AsSpan(0, count));
            onRead(count);
            await (transfer.ReadDelay == 0 ? Task.CompletedTask : Task.Delay(i % transfer.ReadDelay));
        }

        return all.ToArray();
    }

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(static i => (byte)(i ^ (i >> 8)))];

    private static void AssertPassed(RunResult run) =>
        Assert.True(run.Outcome == RunOutcome.Passed, $"{run.Outcome}: {run.Failure?.Message} {run.Failure?.Exception}");
}
