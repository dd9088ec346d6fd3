using static Sim.Scenarios.Conformance.Bodies;

namespace Sim.Scenarios.Conformance;

/// <remarks>Seen to fail: a next one that waits for the delay although the one before has failed (B146), losers that are not waited for.</remarks>
public class StaggeredRaceTests
{
    [Theory]
    [EveryOrder]
    public void Nothing_to_run_has_no_winner__test_empty(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        RaceResult<int> race = await LoopTask.StaggeredRace(Array.Empty<Func<Task<int>>>(), null);
        Assert.False(race.HasWinner);
        Assert.Null(race.WinnerIndex);
        Assert.Empty(race.Exceptions);
    });

    [Theory]
    [EveryOrder]
    public void The_first_that_succeeds_is_the_only_one_to_run__test_one_successful(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        RaceResult<string> race = await LoopTask.StaggeredRace([() => After(Ms(1), "0"), () => After(Ms(1), "1")], null);
        Assert.Equal(("0", 0), (race.Result, race.WinnerIndex));
        Assert.Null(Assert.Single(race.Exceptions));
    });

    [Theory]
    [EveryOrder]
    public void B146_When_one_fails_the_next_starts_at_once__test_first_error_second_successful(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        foreach (TimeSpan? delay in new TimeSpan?[] { null, Long })
        {
            long before = TheLoop.Time;
            RaceResult<string> race = await LoopTask.StaggeredRace<string>([() => throw new FormatException(), () => After(Ms(1), "1")], delay);
            Assert.Equal(("1", 1), (race.Result, race.WinnerIndex));
            Assert.Equal(2, race.Exceptions.Count);
            Assert.IsType<FormatException>(race.Exceptions[0]);
            Assert.Null(race.Exceptions[1]);
            Assert.True(TheLoop.Time - before < Long.Ticks);
        }
    });

    [Theory]
    [EveryOrder]
    public void B146_After_the_delay_the_next_starts_and_the_loser_is_canceled__test_first_timeout_second_successful(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        bool cleaned = false;
        RaceResult<string> race = await LoopTask.StaggeredRace([Slow, () => After(Ms(1), "1")], Ms(1));
        Assert.Equal(("1", 1), (race.Result, race.WinnerIndex));
        Assert.IsAssignableFrom<OperationCanceledException>(race.Exceptions[0]);
        Assert.Null(race.Exceptions[1]);
        Assert.True(cleaned);
        Assert.Equal(0, LoopTask.Current!.CancellationRequests);

        async Task<string> Slow()
        {
            try
            {
                return await LoopTask.Sleep(Long, "0");
            }
            finally
            {
                await LoopTask.Sleep(Ms(1));
                cleaned = true;
            }
        }
    });

    [Theory]
    [EveryOrder]
    public void Where_all_fail_there_is_no_winner__test_none_successful(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        RaceResult<int> race = await LoopTask.StaggeredRace<int>([() => throw new FormatException(), () => throw new InvalidOperationException()], null);
        Assert.False(race.HasWinner);
        Assert.IsType<FormatException>(race.Exceptions[0]);
        Assert.IsType<InvalidOperationException>(race.Exceptions[1]);
    });

    [Theory]
    [EveryOrder]
    public void A_loser_that_comes_to_a_result_all_the_same_is_too_late(ArmKind arm) => Arms.RunInTask(arm, async () =>
    {
        RaceResult<string> race = await LoopTask.StaggeredRace([Stubborn, () => After(Ms(20), "1")], Ms(1));
        Assert.Equal(("1", 1), (race.Result, race.WinnerIndex));

        static async Task<string> Stubborn()
        {
            try
            {
                return await LoopTask.Sleep(Long, "0");
            }
            catch (OperationCanceledException)
            {
                return "stubborn";
            }
        }
    });

    [Theory]
    [EveryOrder]
    public void Canceling_the_race_cancels_all_that_run(ArmKind arm) => Arms.Run(arm, async () =>
    {
        int canceled = 0;
        LoopTask race = TheLoop.CreateTask(() => LoopTask.StaggeredRace([Runner, Runner], Ms(1)));
        await LoopTask.Sleep(Ms(40));
        race.Cancel();
        await Thrown<OperationCanceledException>(race);
        Assert.Equal(2, canceled);

        async Task<int> Runner()
        {
            try
            {
                return await LoopTask.Sleep(Long, 1);
            }
            catch (OperationCanceledException)
            {
                canceled++;
                throw;
            }
        }
    });
}
