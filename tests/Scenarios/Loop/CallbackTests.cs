namespace Sim.Scenarios.Loop;

public class CallbackTests
{
    [Theory]
    [BothArms]
    public void Callbacks_run_in_the_order_of_scheduling(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Soon("a", "b", "c");
        it.Tick();
        Assert.Equal("a b c", it.Log);
    }

    [Theory]
    [BothArms]
    public void A_callback_scheduled_in_a_tick_runs_in_the_next(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Loop.CallSoon(() =>
        {
            it.Write("a");
            it.Soon("c");
        });
        it.Soon("b");

        it.Tick();
        Assert.Equal("a b", it.Log);
        Assert.Equal(1, it.Loop.ReadyCount);
        it.Tick();
        Assert.Equal("a b c", it.Log);
    }

    [Theory]
    [BothArms]
    public void What_was_handed_in_thread_safely_keeps_its_place_before_what_came_later(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Loop.CallSoonThreadSafe(it.Writes("a"));
        it.Soon("b");
        it.Loop.CallSoon(() =>
        {
            it.Loop.CallSoonThreadSafe(it.Writes("c"));
            it.Soon("d");
        });
        it.Tick();
        it.Tick();
        Assert.Equal("a b c d", it.Log);
    }

    [Theory]
    [BothArms]
    public void Another_thread_wakes_a_loop_that_waits(Arm arm)
    {
        using TestLoop it = new(arm);
        int loopThread = 0;
        it.Loop.CallSoon(() => loopThread = Environment.CurrentManagedThreadId);
        it.Loop.CallSoon(() => new Thread(() =>
        {
            it.Loop.CallSoonThreadSafe(() => it.Write(Environment.CurrentManagedThreadId == loopThread ? "here" : "elsewhere"));
            it.Loop.CallSoonThreadSafe(it.Loop.Stop);
        }).Start());
        it.RunGuarded();
        Assert.Equal("here", it.Log);
    }

    /// <summary>
    /// A loop makes its selector when it first waits. What comes from another thread just before finds none to wake, and must not wait for the timer. Seen to fail: the
    /// loop does not look at what was handed in once more after it made its selector.
    /// </summary>
    [Fact]
    public void What_another_thread_hands_in_while_the_loop_is_about_to_wait_for_the_first_time_wakes_it()
    {
        var clock = new InterruptingClock();
        using var loop = new EventLoop(new EventLoopOptions { Clock = clock });
        loop.CallLater(TimeSpan.FromDays(1), static () => { });
        clock.WhenAsked = () => RunElsewhere(() => loop.CallSoonThreadSafe(loop.Stop));
        var running = new Thread(loop.RunForever) { IsBackground = true };
        running.Start();
        Assert.True(running.Join(TimeSpan.FromMinutes(1)), "The loop sleeps, though it was told to stop.");
    }

    [Theory]
    [BothArms]
    public void Callbacks_of_many_threads_all_run_and_each_threads_own_in_order(Arm arm)
    {
        const int Threads = 4;
        const int Each = 500;
        using TestLoop it = new(arm);
        var seen = new List<(int Thread, int Number)>();
        void Produce(int thread)
        {
            for (int number = 0; number < Each; number++)
            {
                int own = number;
                it.Loop.CallSoonThreadSafe(() =>
                {
                    seen.Add((thread, own));
                    if (seen.Count == Threads * Each)
                    {
                        it.Loop.Stop();
                    }
                });
            }
        }

        Thread[] producers = [.. Enumerable.Range(0, Threads).Select(thread => new Thread(() => Produce(thread)))];
        it.Loop.CallSoon(() => Array.ForEach(producers, static producer => producer.Start()));
        it.RunGuarded();
        Assert.All(seen.GroupBy(static entry => entry.Thread), own => Assert.Equal(Enumerable.Range(0, Each), own.Select(static entry => entry.Number)));
    }

    [Fact]
    public void A_callback_is_given_its_state()
    {
        using TestLoop it = new();
        it.Loop.CallSoon(state => it.Write($"{state}"), "state");
        it.Loop.CallAt(it.Loop.Time, state => it.Write($"{state}"), "timer's");
        it.Tick();
        Assert.Equal("state timer's", it.Log);
    }

    [Theory]
    [BothArms]
    public void A_canceled_callback_does_not_run_and_a_second_cancel_says_no(Arm arm)
    {
        using TestLoop it = new(arm);
        it.Soon("a");
        Handle doomed = it.Loop.CallSoon(it.Writes("b"));
        it.Soon("c");
        Assert.True(doomed.Cancel());
        Assert.False(doomed.Cancel());
        it.Tick();
        Assert.Equal("a c", it.Log);
    }

    [Theory]
    [BothArms]
    public void A_cancel_within_the_tick_takes_one_callback_out_and_lets_the_rest_run(Arm arm)
    {
        using TestLoop it = new(arm);
        Handle doomed = default;
        it.Loop.CallSoon(() =>
        {
            it.Soon("d");
            it.Write(doomed.Cancel() ? "a" : "too late");
        });
        doomed = it.Loop.CallSoon(it.Writes("b"));
        it.Soon("c");
        it.Tick();
        Assert.Equal("a c", it.Log);
        Assert.Equal(1, it.Loop.ReadyCount);
    }

    [Fact]
    public void A_handle_says_no_once_its_callback_ran_and_so_does_an_empty_one()
    {
        using TestLoop it = new();
        Handle ran = it.Loop.CallSoon(it.Writes("a"));
        it.Tick();
        Assert.False(ran.Cancel());
        Assert.False(default(Handle).Cancel());
        Assert.False(default(TimerHandle).Cancel());
    }

    [Fact]
    public void Handles_are_equal_where_they_stand_for_the_same_callback()
    {
        using TestLoop it = new();
        Handle first = it.Loop.CallSoon(it.Writes("a"));
        Handle copy = first;
        Handle second = it.Loop.CallSoon(it.Writes("b"));
        Assert.True(first == copy);
        Assert.True(first != second);
        Assert.Equal((1L, 2L), (first.Sequence, second.Sequence));
    }

    [Fact]
    public void A_cleared_loop_has_forgotten_everything_and_counts_from_one()
    {
        using TestLoop it = new();
        it.Soon("a", "b");
        it.Loop.CallLater(TimeSpan.Zero, it.Writes("c"));
        it.Loop.CallSoonThreadSafe(it.Writes("d"));
        it.Loop.Clear();
        Assert.Equal((0, 0), (it.Loop.ReadyCount, it.Loop.TimerCount));
        Assert.Equal(1, it.Loop.CallSoon(it.Writes("e")).Sequence);
        it.Tick();
        Assert.Equal("e", it.Log);
    }

    [Fact]
    public void Nothing_is_no_callback()
    {
        using TestLoop it = new();
        Assert.Throws<ArgumentNullException>(() => it.Loop.CallSoon(null!));
        Assert.Throws<ArgumentNullException>(() => it.Loop.CallSoon(null!, "state"));
        Assert.Throws<ArgumentNullException>(() => it.Loop.CallSoonThreadSafe(null!));
        Assert.Throws<ArgumentNullException>(() => it.Loop.CallLater(TimeSpan.Zero, null!));
        Assert.Throws<ArgumentNullException>(() => it.Loop.CallAt(0, null!));
        Assert.Throws<ArgumentNullException>(() => it.Loop.CallAt(0, null!, "state"));
        Assert.Throws<ArgumentNullException>(() => it.Loop.RunUntilComplete((Func<Task>)null!));
        Assert.Throws<ArgumentNullException>(() => it.Loop.Context.Post(null!, "state"));
        Assert.Throws<ArgumentNullException>(() => it.Loop.Context.Send(null!, "state"));
    }

    private static void RunElsewhere(ThreadStart action)
    {
        var other = new Thread(action);
        other.Start();
        other.Join();
    }

    /// <summary>Does something the next time that it is asked.</summary>
    private sealed class InterruptingClock : IClock
    {
        public Action? WhenAsked { get; set; }

        public long Now
        {
            get
            {
                Action? action = WhenAsked;
                WhenAsked = null;
                action?.Invoke();
                return 0;
            }
        }
    }
}
