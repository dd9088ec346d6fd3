using System.Collections.Concurrent;
using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class BlockingCollections(ITestOutputHelper output) : ConformanceTests<BlockingCollections>(output)
{
    public static Conformance Take_blocks_until_something_is_added => Body(async () =>
    {
        using BlockingCollection<string> items = [];
        Trail trail = new();
        Task<string> taker = Task.Run(items.Take);
        await Task.Delay(20);
        trail.Add(taker.IsCompleted ? "early " : "waiting ");
        items.Add("item");
        return $"{trail}{await taker}";
    }).Allows("waiting item").PoolRepetitions(5).Peer("Clockwork", "hangs");

    public static Conformance Take_races_with_Add => Body(async () =>
    {
        using BlockingCollection<int> items = [];
        Task<int> taker = Task.Run(items.Take);
        Task adder = Task.Run(() => items.Add(7));
        await adder;
        return $"{await taker}";
    }).Allows("7");

    public static Conformance Add_to_a_full_one_blocks_until_something_is_taken => Body(async () =>
    {
        using BlockingCollection<int> items = new(boundedCapacity: 1) { 1 };
        Trail trail = new();
        Task adder = Task.Run(() => { items.Add(2); trail.Add("added "); });
        await Task.Delay(20);
        trail.Add("take ");
        int first = items.Take();
        await adder;
        return $"{trail}{first}{items.Take()}";
    }).Allows("take added 12").PoolRepetitions(5);

    public static Conformance A_bounded_one_keeps_the_order_of_one_producer => Body(async () =>
    {
        using BlockingCollection<int> items = new(boundedCapacity: 1);
        Task producer = Task.Run(() => Produce(items, 1, 2, 3));
        string taken = await Task.Run(() => string.Concat(items.GetConsumingEnumerable()));
        await producer;
        return taken;
    }).Allows("123");

    public static Conformance Two_producers_mix => Body(async () =>
    {
        using BlockingCollection<string> items = [];
        Task a = Task.Run(() => AddWithTurns(items, "a", "A"));
        Task b = Task.Run(() => AddWithTurns(items, "b"));
        Task end = CompleteAfterAsync(items, a, b);
        string taken = await Task.Run(() => string.Concat(items.GetConsumingEnumerable()));
        await end;
        return taken;
    }).Allows("aAb", "abA", "baA");

    public static Conformance Two_consumers_share => Body(async () =>
    {
        using BlockingCollection<int> items = [];
        Task<int> a = Task.Run(() => ConsumeWithTurns(items));
        Task<int> b = Task.Run(() => ConsumeWithTurns(items));
        await Task.Run(() => Produce(items, 1, 1));
        return $"{await a} {await b}";
    }).Allows("2 0", "1 1", "0 2");

    public static Conformance TryTake_gives_up_after_its_timeout => BlockingBody(() =>
    {
        using BlockingCollection<int> items = [];
        return $"{items.TryTake(out _)} {items.TryTake(out _, 20)}";
    }).Allows("False False").PoolRepetitions(5);

    public static Conformance TryTake_takes_what_comes_in_time => Body(async () =>
    {
        using BlockingCollection<int> items = [];
        Task<string> taker = Task.Run(() => $"{items.TryTake(out int item, 20_000)} {item}");
        await Task.Delay(20);
        items.Add(7);
        return await taker;
    }).Allows("True 7").PoolRepetitions(5);

    public static Conformance TryAdd_to_a_full_one_gives_up_after_its_timeout => BlockingBody(() =>
    {
        using BlockingCollection<int> items = new(boundedCapacity: 1) { 1 };
        return $"{items.TryAdd(2)} {items.TryAdd(2, 20)} {items.Count}";
    }).Allows("False False 1").PoolRepetitions(5);

    public static Conformance CompleteAdding_ends_a_pending_take => Body(async () =>
    {
        using BlockingCollection<int> items = [];
        Task<string> taker = Task.Run(() => Thrown(() => items.Take()));
        await Task.Delay(20);
        items.CompleteAdding();
        return await taker;
    }).Allows("InvalidOperationException").PoolRepetitions(5);

    public static Conformance A_token_ends_a_pending_take => Body(async () =>
    {
        using BlockingCollection<int> items = [];
        using CancellationTokenSource stop = new(20);
        return await Task.Run(() => Thrown(() => items.Take(stop.Token)));
    }).Allows("OperationCanceledException").PoolRepetitions(5);

    public static Conformance TakeFromAny_takes_what_comes_first => Body(async () =>
    {
        using BlockingCollection<string> a = [];
        using BlockingCollection<string> b = [];
        Task<string> taker = Task.Run(() => $"{BlockingCollection<string>.TakeFromAny([a, b], out string? item)} {item}");
        await Task.Delay(20);
        b.Add("item");
        return await taker;
    }).Allows("1 item").PoolRepetitions(5);

    public static Conformance A_take_that_nobody_answers => BlockingBody(() =>
    {
        BlockingCollection<int> items = [];
        return $"{items.Take()}";
    }).EndsAs(RunOutcome.Deadlocked).Seeds(5);

    private static void Produce(BlockingCollection<int> items, params int[] values)
    {
        Array.ForEach(values, items.Add);
        items.CompleteAdding();
    }

    private static void AddWithTurns(BlockingCollection<string> items, params string[] values)
    {
        foreach (string value in values)
        {
            items.Add(value);
            Turn.Block();
        }
    }

    private static async Task CompleteAfterAsync(BlockingCollection<string> items, Task a, Task b)
    {
        await a;
        await b;
        items.CompleteAdding();
    }

    private static int ConsumeWithTurns(BlockingCollection<int> items)
    {
        int sum = 0;
        foreach (int item in items.GetConsumingEnumerable())
        {
            sum += item;
            Turn.Block();
        }

        return sum;
    }

    private static string Thrown(Action action)
    {
        try
        {
            action();
            return "nothing";
        }
        catch (Exception one)
        {
            return one.GetType().Name;
        }
    }
}
