using Sim.Properties.Loops;

namespace Sim.Properties.TaskTrees;

/// <summary>Runs a program of tasks, and has the oracles look at it.</summary>
internal static class Arm
{
    public static void RunOnLoop(JobProgram program, IReadyOrder? order)
    {
        var time = new ManualTime();
        List<Exception> faults = [];
        using var loop = new EventLoop(new EventLoopOptions { Clock = time, Selector = time, Order = order, ExceptionHandler = context => faults.Add(context.Exception ?? new InvalidOperationException(context.Message)) });
        var runner = new JobRunner(program);
        Exception? thrown = Record.Exception(() => loop.RunUntilComplete(runner.Run));
        Check(program, runner, thrown?.ToString() ?? faults.FirstOrDefault()?.ToString(), inOrder: order is null);
    }

    public static void Simulate(JobProgram program, RunOptions options)
    {
        JobRunner? runner = null;
        Func<Simulation, Task> body = _ => (runner = new JobRunner(program)).Run();
        RunResult first = Simulator.Run(body, options);
        RunResult run = Simulator.Run(body, options);
        Assert.Equal(first.Fingerprint, run.Fingerprint);
        Check(program, runner!, run.Outcome == RunOutcome.Passed ? null : run.Story.ToString(), inOrder: options.Ordering == Ordering.Loop);
    }

    private static void Check(JobProgram program, JobRunner runner, string? failure, bool inOrder)
    {
        List<string> wrong = failure is null ? [] : [failure];
        if (failure is null)
        {
            Job[] jobs = [.. program.Root.All()];
            Dictionary<int, int> ends = runner.Tasks.ToDictionary(static task => task.Id, static task => EndOf(task.Task));
            var queues = new QueueOracle(jobs, inOrder);
            Oracle[] oracles = [queues, new PermitOracle(inOrder), new BarrierOracle(jobs, inOrder), new GatherOracle(jobs, ends, inOrder), new CancellationOracle(jobs, ends)];
            foreach (Oracle oracle in oracles)
            {
                runner.Log.ForEach(oracle.See);
                oracle.Finish();
                wrong.AddRange(oracle.Wrong);
            }

            CheckLeft(runner.Shared, queues, wrong);
        }

        Assert.True(wrong.Count == 0, $"{string.Join('\n', wrong)}\n{program}\n{string.Join('\n', runner.Log)}");
    }

    private static int EndOf(LoopTask<int> task) => task switch
    {
        { IsSuccessful: true } => task.Result,
        { IsCanceled: true } => Oracle.Canceled,
        _ => Oracle.Faulted,
    };

    private static void CheckLeft(Resources shared, QueueOracle queues, List<string> wrong)
    {
        wrong.AddRange(shared.Locks.Where(static mutex => mutex.IsLocked || !mutex.TryAcquire(out _)).Select(static mutex => $"left: {mutex}"));
        wrong.AddRange(shared.Semaphores.Where(static (semaphore, i) => semaphore.IsLocked || semaphore.CurrentCount != i + 1).Select(static semaphore => $"left: {semaphore}"));
        wrong.AddRange(shared.Queues.Where((queue, i) => (queue.Count, queue.UnfinishedCount) != queues.Left(i)).Select(static queue => $"left: {queue}"));
        wrong.AddRange(shared.Barriers.Where(static barrier => barrier.WaitingCount != 0 || barrier.IsBroken).Select(static barrier => $"left: {barrier}"));
    }
}
