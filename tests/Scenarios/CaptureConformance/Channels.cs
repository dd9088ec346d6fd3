using System.Threading.Channels;
using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class Channels(ITestOutputHelper output) : ConformanceTests<Channels>(output)
{
    public static Conformance Unbounded_with_two_readers_and_two_writers => Body(() => TwoByTwoAsync(Channel.CreateUnbounded<string>()))
        .Allows("0+4", "1+3", "2+2", "3+1", "4+0")
        .Seeds(300)
        .Peer("Clockwork", "two readers and two writers are nondeterministic at one seed, four of six runs a false Idle");

    public static Conformance Bounded_wait_with_two_readers_and_two_writers => Body(() => TwoByTwoAsync(Channel.CreateBounded<string>(1)))
        .Allows("0+4", "1+3", "2+2", "3+1", "4+0")
        .Seeds(300)
        .Peer("Coyote", "a bounded channel is reported as a potential deadlock after two seconds");

    public static Conformance Two_writers_keep_each_their_own_order => Body(async () =>
    {
        Channel<string> channel = Channel.CreateUnbounded<string>(new() { SingleReader = true });
        Task writers = Task.WhenAll(WriteAsync(channel.Writer, "a", "A"), WriteAsync(channel.Writer, "b", "B"));
        Task finish = CompleteAfterAsync(writers, channel.Writer);
        string read = await ReadAllAsync(channel.Reader);
        await finish;
        return read;
    }).Allows("abAB", "abBA").Gap("aAbB", Reasons.AtomicStep);

    public static Conformance Two_readers_share_two_items_in_either_way => Body(async () =>
    {
        Channel<string> channel = Channel.CreateUnbounded<string>();
        Task<string> first = Task.Run(async () => await channel.Reader.ReadAsync());
        Task<string> second = Task.Run(async () => await channel.Reader.ReadAsync());
        await WriteAsync(channel.Writer, "a", "b");
        return $"{await first}{await second}";
    }).Allows("ab", "ba");

    public static Conformance A_bounded_writer_waits_for_room => Body(async () =>
    {
        Channel<string> channel = Channel.CreateBounded<string>(1);
        await channel.Writer.WriteAsync("a");
        Task blocked = channel.Writer.WriteAsync("b").AsTask();
        bool waits = !blocked.IsCompleted;
        string first = await channel.Reader.ReadAsync();
        await blocked;
        return $"{waits} {first}{await channel.Reader.ReadAsync()}";
    }).Allows("True ab").Peer("Coyote", "a bounded channel is reported as a potential deadlock after two seconds");

    public static Conformance A_rendezvous_hands_each_item_over => Body(async () =>
    {
        Channel<string> channel = Channel.CreateBounded<string>(0);
        Task writer = CompleteAfterAsync(WriteAsync(channel.Writer, "a", "b"), channel.Writer);
        string read = await ReadAllAsync(channel.Reader);
        await writer;
        return read;
    }).Allows("ab");

    public static Conformance A_single_reader_that_allows_it_runs_inside_the_write => Body(() => WriteWhileReadAsync(allowSynchronous: true))
        .Allows("aWb");

    public static Conformance A_reader_never_runs_inside_the_write_by_default => Body(() => WriteWhileReadAsync(allowSynchronous: false))
        .Allows("abW")
        .Gap("aWb", Reasons.AtomicStep);

    public static Conformance A_prioritized_channel_reads_the_least_first => Body(async () =>
    {
        Channel<int> channel = Channel.CreateUnboundedPrioritized<int>();
        foreach (int item in new[] { 3, 1, 2 })
        {
            await channel.Writer.WriteAsync(item);
        }

        channel.Writer.Complete();
        return string.Concat(await channel.Reader.ReadAllAsync().ToListAsync());
    }).Allows("123");

    public static Conformance A_prioritized_channel_orders_only_what_is_there => Body(async () =>
    {
        Channel<string> channel = Channel.CreateUnboundedPrioritized<string>();
        Task writer = CompleteAfterAsync(WriteAsync(channel.Writer, "2", "1"), channel.Writer);
        await Task.Yield();
        string read = await ReadAllAsync(channel.Reader);
        await writer;
        return read;
    }).Allows("12", "21");

    public static Conformance Completion_lets_the_reader_drain_what_is_left => Body(async () =>
    {
        Channel<string> channel = Channel.CreateUnbounded<string>();
        await channel.Writer.WriteAsync("a");
        channel.Writer.Complete();
        bool late = channel.Writer.TryWrite("b");
        bool early = channel.Reader.Completion.IsCompleted;
        string read = await ReadAllAsync(channel.Reader);
        await channel.Reader.Completion;
        return $"{late} {early} {read}";
    }).Allows("False False a");

    public static Conformance A_fault_given_to_Complete_reaches_reader_and_writer => Body(async () =>
    {
        Channel<string> channel = Channel.CreateUnbounded<string>();
        channel.Writer.Complete(new InvalidOperationException("boom"));
        string reader = await CauseAsync(async () => await channel.Reader.ReadAsync());
        string writer = await CauseAsync(async () => await channel.Writer.WriteAsync("a"));
        string completion = await CauseAsync(() => channel.Reader.Completion);
        return $"{reader} {writer} {completion}";
    }).Allows("boom boom boom");

    public static Conformance A_canceled_read_loses_no_item => Body(async () =>
    {
        Channel<string> channel = Channel.CreateUnbounded<string>();
        using CancellationTokenSource source = new();
        Task<string> read = channel.Reader.ReadAsync(source.Token).AsTask();
        Task cancel = Task.Run(source.Cancel);
        Task write = Task.Run(() => channel.Writer.TryWrite("a"));
        await ((Task)read).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(cancel, write);
        return $"{read.Status}, {channel.Reader.Count} left";
    }).Allows("RanToCompletion, 0 left", "Canceled, 1 left");

    public static Conformance One_item_wakes_two_waiters_and_one_gets_it => Body(async () =>
    {
        Channel<string> channel = Channel.CreateUnbounded<string>();
        Trail trail = new();
        async Task Take(string mark)
        {
            await channel.Reader.WaitToReadAsync();
            trail.Add(channel.Reader.TryRead(out _) ? mark : "");
        }

        Task both = Task.WhenAll(Take("1"), Take("2"));
        channel.Writer.TryWrite("a");
        await both;
        return trail.ToString();
    }).Allows("1", "2");

    private static async Task<string> TwoByTwoAsync(Channel<string> channel)
    {
        Task writers = Task.WhenAll(
            Task.Run(() => WriteAsync(channel.Writer, "a", "A")),
            Task.Run(() => WriteAsync(channel.Writer, "b", "B")));
        Task finish = CompleteAfterAsync(writers, channel.Writer);
        Task<string> first = Task.Run(() => ReadAllAsync(channel.Reader));
        Task<string> second = Task.Run(() => ReadAllAsync(channel.Reader));
        await finish;
        return $"{(await first).Length}+{(await second).Length}";
    }

    private static async Task WriteAsync(ChannelWriter<string> writer, params string[] items)
    {
        foreach (string item in items)
        {
            await writer.WriteAsync(item);
            await Task.Yield();
        }
    }

    private static async Task CompleteAfterAsync(Task writers, ChannelWriter<string> writer)
    {
        await writers;
        writer.Complete();
    }

    private static async Task<string> ReadAllAsync(ChannelReader<string> reader)
    {
        Trail trail = new();
        await foreach (string item in reader.ReadAllAsync())
        {
            trail.Add(item);
            await Task.Yield();
        }

        return trail.ToString();
    }

    private static async Task<string> WriteWhileReadAsync(bool allowSynchronous)
    {
        Channel<string> channel = Channel.CreateUnbounded<string>(
            new() { SingleReader = true, SingleWriter = true, AllowSynchronousContinuations = allowSynchronous });
        Trail trail = new();
        async Task Read()
        {
            trail.Add((await channel.Reader.ReadAsync()).ToUpperInvariant());
        }

        Task reader = Read();
        trail.Add("a");
        channel.Writer.TryWrite("w");
        trail.Add("b");
        await reader;
        return trail.ToString();
    }

    private static async Task<string> CauseAsync(Func<Task> action)
    {
        try
        {
            await action();
            return "nothing";
        }
        catch (Exception thrown)
        {
            return (thrown.InnerException ?? thrown).Message;
        }
    }
}
