using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Hosts;

/// <summary>Whose a step is, where its execution context does not say so.</summary>
public class ContextTests
{
    [Fact]
    public void A_method_that_was_called_without_a_context_belongs_to_the_host_that_called_it()
    {
        ExecutionContext bare = CaptureNothing();
        foreach (RunResult result in Twice.RunSeeds(10, async sim =>
        {
            SimulatedHost host = sim.AddHost("bare", async host =>
            {
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                ThreadPool.UnsafeQueueUserWorkItem(_ => ExecutionContext.Run(bare, async _ => await WorkAsync(host, done), null), null);
                await done.Task;
            });
            await host.Completion;
        }))
        {
            Assert.Null(result.Failure);
            Assert.All(result.Trace.Where(static step => step.Log.Count > 0), static step => Assert.Equal("bare", step.Host));
            Assert.Equal(2, result.Trace.Sum(static step => step.Log.Count));
        }
    }

    private static async Task WorkAsync(SimulatedHost host, TaskCompletionSource done)
    {
        host.Log("before");
        await Task.Yield();
        host.Log("after");
        done.SetResult();
    }

    /// <summary>The context of a thread that has none.</summary>
    private static ExecutionContext CaptureNothing()
    {
        ExecutionContext? captured = null;
        var thread = new Thread(() => captured = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return captured!;
    }
}
