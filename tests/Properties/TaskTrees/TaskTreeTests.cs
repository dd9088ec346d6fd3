namespace Sim.Properties.TaskTrees;

/// <summary>
/// Random trees of tasks, gathers, groups, timeouts, shields, locks, semaphores, queues and barriers, canceled at random moments, do under every order what
/// an oracle allows that knows nothing of the loop.
/// </summary>
public class TaskTreeTests
{
    private const int Programs = 1000;

    [Fact]
    public void On_a_loop_of_its_own_in_manual_time() => Holds.ForAll(JobArbitrary.Programs, static program => Arm.RunOnLoop(program, order: null), Programs);

    [Fact]
    public void On_a_loop_with_any_order() => Holds.ForAll(JobArbitrary.Programs, static program => Arm.RunOnLoop(program, new Loops.AnyOrder((int)program.Seed)), Programs);

    [Theory]
    [InlineData(Ordering.Loop, "random")]
    [InlineData(Ordering.Pool, "random")]
    [InlineData(Ordering.Pool, "sticky:0.9")]
    public void In_a_simulation(Ordering ordering, string strategy) => Holds.ForAll(
        JobArbitrary.Programs,
        program => Arm.Simulate(program, new RunOptions { Ordering = ordering, Strategy = strategy, Seed = program.Seed }),
        Programs);
}
