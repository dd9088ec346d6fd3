using System.Threading.Channels;
using FsCheck;
using FsCheck.Fluent;

namespace Sim.Properties.Runs;

/// <summary>What .NET's own operations promise, they keep under every schedule.</summary>
public class PrimitivesTests
{
    private sealed record Setting(int Bound, int Workers, int Items, ulong Seed, string Strategy)
    {
        public RunOptions Options => new() { Seed = Seed, Strategy = Strategy };
    }

    private static Arbitrary<Setting> Settings => Arb.From(
        from bound in Gen.Choose(1, 3)
        from workers in Gen.Choose(1, 6)
        from items in Gen.Choose(0, 8)
        from seed in Case.Seeds
        from strategy in Case.Strategies
        select new Setting(bound, workers, items, seed, strategy));

    /// <remarks>Mutation: seen to fail when the captured pool lost the first of five items.</remarks>
    [Fact]
    public void A_semaphore_never_admits_more_than_its_bound_and_in_the_end_everybody() =>
        Holds.ForAll(Settings, static setting =>
        {
            int admitted = 0;
            int most = 0;
            AssertPasses(setting, async sim =>
            {
                var semaphore = new SemaphoreSlim(setting.Bound);
                int inside = 0;
                await Task.WhenAll(Enumerable.Range(0, setting.Workers).Select(worker => Task.Run(async () =>
                {
                    await Enter(semaphore, worker);
                    most = Math.Max(most, ++inside);
                    admitted++;
                    await Task.Delay(sim.Choose(3));
                    await Task.Yield();
                    inside--;
                    semaphore.Release();
                })));
            });

            Assert.InRange(most, 1, setting.Bound);
            Assert.Equal(setting.Workers, admitted);
        }, cases: 200);

    /// <remarks>Mutation: seen to fail when the captured pool lost the first of five items.</remarks>
    [Fact]
    public void A_lock_admits_one_thread_however_long_it_blocks_inside() =>
        Holds.ForAll(Settings, static setting =>
        {
            int most = 0;
            AssertPasses(setting, async sim =>
            {
                var gate = new object();
                int inside = 0;
                await Task.WhenAll(Enumerable.Range(0, setting.Workers).Select(_ => Task.Run(() =>
                {
                    lock (gate)
                    {
                        most = Math.Max(most, ++inside);
                        Task.Delay(1 + sim.Choose(3)).Wait();
                        inside--;
                    }
                })));
            });

            Assert.Equal(1, most);
        });

    /// <remarks>Mutation: seen to fail when the captured pool lost the first of five items.</remarks>
    [Fact]
    public void A_channel_loses_nothing_doubles_nothing_and_keeps_each_writers_order() =>
        Holds.ForAll(Settings, static setting =>
        {
            List<(int Writer, int Item)> received = [];
            AssertPasses(setting, async sim =>
            {
                Channel<(int, int)> channel = setting.Items % 2 == 0 ? Channel.CreateUnbounded<(int, int)>() : Channel.CreateBounded<(int, int)>(setting.Bound);
                Task[] readers = [.. Enumerable.Range(0, setting.Bound).Select(_ => Task.Run(() => Read(channel, received)))];
                await Task.WhenAll(Enumerable.Range(0, setting.Workers).Select(writer => Task.Run(() => Write(channel, writer, setting.Items))));
                channel.Writer.Complete();
                await Task.WhenAll(readers);
            });

            var sent = from writer in Enumerable.Range(0, setting.Workers) from item in Enumerable.Range(0, setting.Items) select (writer, item);
            Assert.Equal(sent, setting.Bound == 1 ? received.OrderBy(static pair => pair.Writer) : received.Order());
        }, cases: 200);

    /// <remarks>Mutation: seen to fail when the captured pool lost the first of five items.</remarks>
    [Fact]
    public void WhenAll_keeps_the_order_of_its_arguments() =>
        Holds.ForAll(Settings, static setting =>
        {
            int[] results = [];
            AssertPasses(setting, async sim => results = await Task.WhenAll(Enumerable.Range(0, setting.Items).Select(item => Task.Run(async () =>
            {
                await Task.Delay(sim.Choose(4));
                await Task.Yield();
                return item;
            }))));

            Assert.Equal(Enumerable.Range(0, setting.Items), results);
        });

    private static async Task Enter(SemaphoreSlim semaphore, int worker)
    {
        if (worker % 3 == 2)
        {
            semaphore.Wait();
        }
        else
        {
            await semaphore.WaitAsync();
        }
    }

    private static async Task Read(ChannelReader<(int, int)> reader, List<(int, int)> received)
    {
        await foreach ((int, int) pair in reader.ReadAllAsync())
        {
            received.Add(pair);
        }
    }

    private static async Task Write(ChannelWriter<(int, int)> channel, int writer, int items)
    {
        for (int item = 0; item < items; item++)
        {
            await channel.WriteAsync((writer, item));
        }
    }

    private static void AssertPasses(Setting setting, Func<Simulation, Task> body)
    {
        RunResult run = Simulator.Run(body, setting.Options);
        Assert.True(run.Outcome == RunOutcome.Passed, $"{run.Outcome}: {run.Failure?.Message}");
    }
}
