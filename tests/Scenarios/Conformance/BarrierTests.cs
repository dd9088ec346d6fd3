using static Sim.Scenarios.Conformance.Ticks;

namespace Sim.Scenarios.Conformance;

/// <summary>CPython's test_locks, BarrierTests, in words of C#.</summary>
public class BarrierTests
{
    private const int Parties = 5;

    [Fact]
    public void A_barrier_has_at_least_one_participant__test_barrier_parties()
    {
        Assert.Contains("at least 1 participant", Assert.Throws<ArgumentOutOfRangeException>(static () => new AsyncBarrier(0)).Message, StringComparison.Ordinal);
        Assert.Equal("AsyncBarrier [filling, waiters: 0/5]", new AsyncBarrier(Parties).ToString());
    }

    [Theory]
    [AllArms]
    public void One_participant_never_waits__test_filling_one_task(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var barrier = new AsyncBarrier(1);
        Assert.Equal(0, await barrier.WaitAsync());
        Assert.Equal(0, await barrier.WaitAsync());
        Assert.Equal(0, barrier.WaitingCount);
    });

    [Theory]
    [EveryOrder]
    public void B132_Everybody_of_a_round_gets_another_index__test_filling_tasks_check_return_value(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var barrier = new AsyncBarrier(Parties);
        List<int>[] indexes = [[], [], []];
        await All(Parties, async _ =>
        {
            foreach (List<int> round in indexes)
            {
                round.Add(await barrier.WaitAsync());
            }
        });
        Assert.All(indexes, static round => Assert.Equal(Enumerable.Range(0, Parties), round.Order()));
        Assert.Equal(0, barrier.WaitingCount);
    });

    [Theory]
    [EveryOrder]
    public void B132_New_arrivals_wait_until_everybody_has_gone_on__test_blocking_tasks_while_draining(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var barrier = new AsyncBarrier(2);
        List<int> rounds = [];
        await All(6, async _ =>
        {
            await barrier.WaitAsync();
            rounds.Add(1);
            Assert.True(rounds.Count <= 6, "More went on than came.");
        });
        Assert.Equal(6, rounds.Count);

        int inRound = 0;
        int mostAhead = 0;
        await All(2, async number =>
        {
            for (int round = 1; round <= 5; round++)
            {
                await barrier.WaitAsync();
                mostAhead = Math.Max(mostAhead, round - inRound);
                inRound = Math.Max(inRound, round);
            }
        });
        Assert.Equal(1, mostAhead);
    });

    [Theory]
    [AllArms]
    public void The_barrier_drains_until_the_last_has_left__test_draining_state(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var barrier = new AsyncBarrier(Parties);
        List<bool> draining = [];
        await All(Parties, async _ =>
        {
            await barrier.WaitAsync();
            draining.Add(barrier.ToString().Contains("draining", StringComparison.Ordinal));
        });
        Assert.Equal([true, true, true, true, false], draining);
    });

    [Theory]
    [AllArms]
    public void A_canceled_waiter_is_as_if_it_had_not_come__test_filling_tasks_cancel_one(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var barrier = new AsyncBarrier(3);
        List<int> indexes = [];
        LoopTask[] tasks = [Wait(), Wait()];
        await Tick();
        Assert.Equal(2, barrier.WaitingCount);

        tasks[0].Cancel();
        Assert.Equal(1, barrier.WaitingCount);
        LoopTask third = Wait();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await tasks[0]);
        await Tick();
        Assert.Equal(2, barrier.WaitingCount);
        await Wait();
        await third;
        await tasks[1];
        Assert.Equal([0, 1, 2], indexes.Order());
        Assert.False(barrier.IsBroken);

        LoopTask Wait() => EventLoop.Current.CreateTask(async () => indexes.Add(await barrier.WaitAsync()));
    });

    [Theory]
    [EveryOrder]
    public void B134_Reset_breaks_the_wait_of_those_who_are_there_and_the_barrier_is_as_new__test_reset_barrier_while_tasks_waiting(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var barrier = new AsyncBarrier(Parties);
        int broken = 0;
        int passed = 0;
        LoopTask[] waiters = [.. Enumerable.Range(0, Parties - 1).Select(_ => EventLoop.Current.CreateTask(async () =>
        {
            await Assert.ThrowsAsync<BrokenBarrierException>(async () => await barrier.WaitAsync());
            broken++;
            await barrier.WaitAsync();
            passed++;
        }))];
        await Settle();
        Assert.Equal(Parties - 1, barrier.WaitingCount);
        barrier.Reset();
        await Settle();
        Assert.Equal((Parties - 1, 0, Parties - 1), (broken, passed, barrier.WaitingCount));
        await barrier.WaitAsync();
        foreach (LoopTask waiter in waiters)
        {
            await waiter;
        }

        Assert.Equal(Parties - 1, passed);
        Assert.False(barrier.IsBroken);
    });

    [Theory]
    [AllArms]
    public void Reset_breaks_those_who_have_not_left_yet__test_reset_barrier_when_tasks_half_draining(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var barrier = new AsyncBarrier(Parties);
        int passed = 0;
        int broken = 0;
        await All(Parties, async _ =>
        {
            try
            {
                await barrier.WaitAsync();
                if (++passed == 3)
                {
                    barrier.Reset();
                }
            }
            catch (BrokenBarrierException)
            {
                broken++;
            }
        });
        Assert.Equal((3, 2), (passed, broken));
        Assert.Equal("AsyncBarrier [filling, waiters: 0/5]", barrier.ToString());
    });

    [Theory]
    [AllArms]
    public void Abort_breaks_those_who_have_not_left_and_those_who_wait_to_come_in__test_abort_barrier_when_tasks_half_draining_half_blocking(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var barrier = new AsyncBarrier(Parties);
        int passed = 0;
        int brokenInside = 0;
        int brokenBefore = 0;
        await All(Parties, async _ =>
        {
            try
            {
                await barrier.WaitAsync();
            }
            catch (BrokenBarrierException)
            {
                brokenInside++;
                return;
            }

            if (++passed > 2)
            {
                barrier.Abort();
                return;
            }

            await Assert.ThrowsAsync<BrokenBarrierException>(async () => await barrier.WaitAsync());
            brokenBefore++;
        });
        Assert.Equal((3, 2, 2), (passed, brokenInside, brokenBefore));
        Assert.Equal("AsyncBarrier [broken]", barrier.ToString());
    });

    [Theory]
    [EveryOrder]
    public void B134_An_aborted_barrier_is_broken_until_it_is_reset__test_abort_barrier_when_exception_then_resetting(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var barrier = new AsyncBarrier(2);
        LoopTask waiter = EventLoop.Current.CreateTask(async () => await barrier.WaitAsync());
        await Settle();
        barrier.Abort();
        Assert.True(barrier.IsBroken);
        await Assert.ThrowsAsync<BrokenBarrierException>(async () => await waiter);
        await Assert.ThrowsAsync<BrokenBarrierException>(async () => await barrier.WaitAsync());
        barrier.Reset();
        Assert.False(barrier.IsBroken);
        int passed = 0;
        await All(2, async _ =>
        {
            await barrier.WaitAsync();
            passed++;
        });
        Assert.Equal(2, passed);
    });

    private static async Task All(int count, Func<int, Task> body)
    {
        LoopTask[] tasks = [.. Enumerable.Range(0, count).Select(number => EventLoop.Current.CreateTask(() => body(number)))];
        foreach (LoopTask task in tasks)
        {
            await task;
        }
    }
}
