using FsCheck.Fluent;

namespace Sim.Properties.Loops;

public class EventLoopTests
{
    private const int Cases = 500;

    /// <remarks>Mutation: seen to fail when a tick ran until nothing was ready.</remarks>
    [Fact]
    public void Callbacks_run_first_come_first_served_and_what_they_schedule_waits_for_the_next_tick() =>
        Holds.ForAll(Plan.Soon, static plans => Assert.Equal(LoopModel.Run(plans), LoopProgram.Run(plans)), Cases);

    /// <remarks>Mutation: seen to fail when the heap compared deadlines only.</remarks>
    [Fact]
    public void Timers_fire_by_deadline_and_then_in_the_order_of_scheduling() =>
        Holds.ForAll(Plan.Timed, static plans => Assert.Equal(LoopModel.Run(plans), LoopProgram.Run(plans)), Cases);

    /// <remarks>Mutation: seen to fail when a canceled callback was still counted in its tick.</remarks>
    [Fact]
    public void A_cancellation_keeps_that_callback_from_running_and_no_other() =>
        Holds.ForAll(Plan.Canceling, static plans => Assert.Equal(LoopModel.Run(plans), LoopProgram.Run(plans)), Cases);

    /// <remarks>Mutation: seen to fail when the heap answered true for a timer that is gone.</remarks>
    [Fact]
    public void A_second_cancellation_answers_false() =>
        Holds.ForAll(Gen.ArrayOf(Gen.Choose(-1, 5)).ToArbitrary(), static delays =>
        {
            var time = new ManualTime();
            using var loop = new EventLoop(new EventLoopOptions { Clock = time, Selector = time });
            int ran = 0;
            Func<bool>[] cancels = [.. delays.Select(delay => Canceler(loop, delay, () => ran++))];

            Assert.All(cancels, static cancel => Assert.True(cancel()));
            Assert.All(cancels, static cancel => Assert.False(cancel()));
            loop.RunForever();
            Assert.Equal((0, 0, 0), (ran, loop.ReadyCount, loop.TimerCount));
        });

    /// <remarks>Mutation: seen to fail when a slot was taken for a timer's whatever its sequence number.</remarks>
    [Fact]
    public void A_callback_that_ran_cannot_be_canceled_and_its_handle_never_means_a_later_one() =>
        Holds.ForAll(Gen.ArrayOf(Gen.Choose(-1, 5)).ToArbitrary(), static delays =>
        {
            var time = new ManualTime();
            using var loop = new EventLoop(new EventLoopOptions { Clock = time, Selector = time });
            int ran = 0;
            Func<bool>[] old = [.. delays.Select(delay => Canceler(loop, delay, () => ran++))];
            loop.RunForever();
            Array.ForEach(delays, delay => Canceler(loop, delay, () => ran++));

            Assert.All(old, static cancel => Assert.False(cancel()));
            loop.RunForever();
            Assert.Equal(2 * delays.Length, ran);
        });

    /// <remarks>Mutation: seen to fail when keys of canceled timers were never swept.</remarks>
    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public void A_heap_of_100_000_timers_stays_compact_however_many_are_canceled(int kept)
    {
        const int Count = 100_000;
        var random = new Random(kept);
        var heap = new TimerHeap(16);
        int[] slots = [.. Enumerable.Range(0, Count).Select(i => heap.Add(random.Next(1_000), i + 1, static () => { }, null, null, 0))];
        foreach (int i in Enumerable.Range(0, Count).Where(i => i % kept != 0))
        {
            Assert.True(heap.Cancel(slots[i], i + 1));
            Assert.InRange(heap.KeyCount, heap.Count, Math.Max(64, (2 * heap.Count) + 1));
        }

        Assert.Equal(Count / kept, heap.Count);
        AssertComesOutInOrder(heap);
    }

    /// <remarks>Mutation: seen to fail when keys of canceled timers were never swept.</remarks>
    [Fact]
    public void A_loop_with_100_000_timers_of_which_half_are_canceled_and_set_anew_again_and_again_stays_compact()
    {
        const int Count = 100_000;
        var random = new Random(1);
        var time = new ManualTime();
        using var loop = new EventLoop(new EventLoopOptions { Clock = time, Selector = time });
        TimerHandle[] timers = [.. Enumerable.Range(0, Count).Select(_ => loop.CallAt(random.Next(), static () => { }))];
        for (int round = 0; round < 5; round++)
        {
            random.Shuffle(timers);
            Assert.All(timers[..(Count / 2)], static timer => Assert.True(timer.Cancel()));
            Assert.Equal(Count / 2, loop.TimerCount);
            Assert.InRange(loop.Timers.KeyCount, Count / 2, Count + 1);
            for (int i = 0; i < Count / 2; i++)
            {
                timers[i] = loop.CallAt(random.Next(), static () => { });
                Assert.InRange(loop.Timers.KeyCount, loop.TimerCount, (2 * loop.TimerCount) + 1);
            }
        }

        Assert.Equal(Count, loop.TimerCount);
    }

    /// <remarks>Mutation: seen to fail when closing a gap from the tail forgot the last entry.</remarks>
    [Fact]
    public void What_is_taken_from_the_middle_of_the_ready_set_leaves_the_order_of_the_rest() =>
        Holds.ForAll(Gen.ArrayOf(Gen.Frequency((3, Gen.Constant(-1)), (2, Gen.Choose(0, 1_000)))).Resize(200).ToArbitrary(), static moves =>
        {
            var queue = new ReadyQueue(2);
            var list = new List<long>();
            foreach ((int i, int move) in moves.Index())
            {
                if (move < 0 || list.Count == 0)
                {
                    queue.Add(new ReadyEntry { Sequence = i, Origin = -i });
                    list.Add(i);
                }
                else
                {
                    queue.Take(move % list.Count, out ReadyEntry taken);
                    Assert.Equal(list[move % list.Count], taken.Sequence);
                    list.RemoveAt(move % list.Count);
                }

                AssertSame(list, queue);
            }
        }, Cases);

    /// <remarks>Mutation: seen to fail when the loop did not wait for the deadline of such a timer.</remarks>
    [Fact]
    public void An_order_that_lets_timers_fire_before_ready_work_runs_every_callback_once_and_none_too_early() =>
        Holds.ForAll(Arb.From(from delays in Gen.ArrayOf(Gen.Choose(-1, 5)) from seed in Gen.Choose(0, 1_000) select (delays, seed)), static @case =>
        {
            var time = new ManualTime();
            using var loop = new EventLoop(new EventLoopOptions { Clock = time, Selector = time, Order = new AnyOrder(@case.seed) });
            List<int> ran = [];
            foreach ((int i, int delay) in @case.delays.Index())
            {
                Canceler(loop, delay, () => ran.Add(time.Now >= delay ? i : -1));
            }

            loop.RunForever();
            Assert.Equal(Enumerable.Range(0, @case.delays.Length), ran.Order());
        }, Cases);

    private static Func<bool> Canceler(EventLoop loop, int delay, Action callback)
    {
        if (delay < 0)
        {
            Handle handle = loop.CallSoon(callback);
            return () => handle.Cancel();
        }

        TimerHandle timer = loop.CallAt(loop.Time + delay, callback);
        return () => timer.Cancel();
    }

    private static void AssertComesOutInOrder(TimerHeap heap)
    {
        (long Deadline, long Sequence) last = (-1, -1);
        while (heap.TryPeek(out long deadline))
        {
            TimerHeap.Slot timer = heap.Take();
            Assert.Equal(deadline, timer.Deadline);
            Assert.True(last.CompareTo((timer.Deadline, timer.Sequence)) < 0);
            last = (timer.Deadline, timer.Sequence);
        }

        Assert.Equal(0, heap.Count);
    }

    private static void AssertSame(List<long> list, in ReadyQueue queue)
    {
        Assert.Equal(list.Count, queue.Count);
        for (int i = 0; i < list.Count; i++)
        {
            Assert.Equal(list[i], queue[i].Sequence);
            Assert.Equal(i, queue.FindSequence(list[i]));
        }
    }
}
