using System.Threading.Channels;
using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

/// <summary>What a bounded channel does with an item too many, for every full mode.</summary>
public class FullChannels(ITestOutputHelper output) : ConformanceTests<FullChannels>(output)
{
    public static Conformance DropWrite_keeps_the_oldest => Body(() => OverfillAsync(BoundedChannelFullMode.DropWrite))
        .Allows("kept 12, dropped 34");

    public static Conformance DropOldest_keeps_the_newest => Body(() => OverfillAsync(BoundedChannelFullMode.DropOldest))
        .Allows("kept 34, dropped 12");

    public static Conformance DropNewest_replaces_the_last => Body(() => OverfillAsync(BoundedChannelFullMode.DropNewest))
        .Allows("kept 14, dropped 23");

    public static Conformance Wait_refuses_a_TryWrite => Body(() => OverfillAsync(BoundedChannelFullMode.Wait))
        .Allows("kept 12, dropped ");

    public static Conformance DropWrite_with_a_reader_may_lose_any_but_the_first => Body(() => RaceAsync(BoundedChannelFullMode.DropWrite))
        .Allows("1", "12", "13", "123");

    public static Conformance DropOldest_with_a_reader_may_lose_any_but_the_last => Body(() => RaceAsync(BoundedChannelFullMode.DropOldest))
        .Allows("3", "13", "23", "123");

    public static Conformance DropNewest_with_a_reader_may_lose_any_but_the_last => Body(() => RaceAsync(BoundedChannelFullMode.DropNewest))
        .Allows("3", "13", "23", "123");

    public static Conformance Wait_with_a_reader_loses_nothing => Body(() => RaceAsync(BoundedChannelFullMode.Wait))
        .Allows("123");

    private static async Task<string> OverfillAsync(BoundedChannelFullMode mode)
    {
        Trail dropped = new();
        Channel<string> channel = Channel.CreateBounded<string>(new BoundedChannelOptions(2) { FullMode = mode }, dropped.Add);
        foreach (string item in new[] { "1", "2", "3", "4" })
        {
            channel.Writer.TryWrite(item);
        }

        channel.Writer.Complete();
        return $"kept {string.Concat(await channel.Reader.ReadAllAsync().ToListAsync())}, dropped {dropped}";
    }

    private static async Task<string> RaceAsync(BoundedChannelFullMode mode)
    {
        Channel<string> channel = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = mode });
        Task writer = Task.Run(async () =>
        {
            foreach (string item in new[] { "1", "2", "3" })
            {
                await channel.Writer.WriteAsync(item);
                await Task.Yield();
            }

            channel.Writer.Complete();
        });
        Trail trail = new();
        await foreach (string item in channel.Reader.ReadAllAsync())
        {
            trail.Add(item);
            await Task.Yield();
        }

        await writer;
        return trail.ToString();
    }
}
