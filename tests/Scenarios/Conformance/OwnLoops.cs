using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Conformance;

/// <summary>Runs tests that make their loops themselves: on this thread, or inside a simulated step.</summary>
internal static class OwnLoops
{
    /// <summary>Runs <paramref name="test"/>, in a simulation twice, and throws what it threw.</summary>
    public static void Run(ArmKind arm, Action test)
    {
        if (arm == ArmKind.Real)
        {
            test();
            return;
        }

        RunResult run = Twice.Run(_ =>
        {
            test();
            return Task.CompletedTask;
        });
        Assert.True(run.Outcome == RunOutcome.Passed, run.Story);
    }

    /// <summary>Options whose exception handler keeps what it is told.</summary>
    public static EventLoopOptions Telling(List<LoopErrorContext> told) => new() { ExceptionHandler = told.Add };

    public static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
