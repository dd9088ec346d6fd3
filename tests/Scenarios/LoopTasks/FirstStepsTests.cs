namespace Sim.Scenarios.LoopTasks;

public class FirstStepsTests
{
    [Fact]
    public void A_shorter_task_ends_first_on_the_real_loop()
    {
        List<string> log = [];
        EventLoop.Run(() => TwoTasks(log));
        Assert.Equal("B A", string.Join(' ', log));
    }

    [Theory]
    [InlineData(Ordering.Loop)]
    [InlineData(Ordering.Pool)]
    public void A_shorter_task_ends_first_in_a_simulation(Ordering ordering)
    {
        foreach (ulong seed in new ulong[] { 1, 2, 3, 4, 5, 6 })
        {
            List<string> log = [];
            RunResult run = Simulator.Run(_ => TwoTasks(log), new() { Seed = seed, Ordering = ordering });
            Assert.True(run.Outcome == RunOutcome.Passed, run.ToString());
            Assert.Equal("B A", string.Join(' ', log));
        }
    }

    [Fact]
    public void A_program_with_a_loop_of_its_own_runs_in_a_simulation()
    {
        List<string> log = [];
        RunResult run = Simulator.Run(_ =>
        {
            EventLoop.Run(() => TwoTasks(log));
            return Task.CompletedTask;
        });
        Assert.True(run.Outcome == RunOutcome.Passed, run.ToString());
        Assert.Equal("B A", string.Join(' ', log));
    }

    private static async Task TwoTasks(List<string> log)
    {
        EventLoop loop = EventLoop.Current;
        LoopTask<int> a = loop.CreateTask(() => Work("A", 2));
        LoopTask<int> b = loop.CreateTask(() => Work("B", 1));
        LoopTask c = loop.CreateTask(async () =>
        {
            await LoopTask.Sleep(TimeSpan.FromHours(1));
        });
        Assert.Equal(2, await a);
        Assert.Equal(1, await b);
        c.Cancel("enough");
        OperationCanceledException canceled = await Assert.ThrowsAsync<OperationCanceledException>(async () => await c);
        Assert.Equal("enough", canceled.Message);

        async Task<int> Work(string name, int tenths)
        {
            await LoopTask.Sleep(TimeSpan.FromMilliseconds(tenths * 100));
            log.Add(name);
            return tenths;
        }
    }
}
