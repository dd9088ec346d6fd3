using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Hosts;

/// <summary>Whose a step is, where its execution context does not say so.</summary>
[SuppressMessage("Usage", "MA0040:Forward the CancellationToken", Justification = "What a host does without one is the subject.")]
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

    /// <summary>Seen to fail: an item that is no task belongs to the host that scheduled it.</summary>
    [Fact]
    public void A_reader_of_a_channel_goes_on_on_its_own_host_whoever_writes()
    {
        foreach (RunResult result in Twice.RunSeeds(20, static async sim =>
        {
            var channel = Channel.CreateUnbounded<int>();
            SimulatedHost host = sim.AddHost("reader", async host =>
            {
                await channel.Reader.ReadAsync();
                host.Log("read");
                await channel.Reader.ReadAsync();
            });
            await Task.Delay(10);
            channel.Writer.TryWrite(1);
            await Task.Delay(10);
            channel.Writer.TryWrite(2);
            await host.Completion;
        }))
        {
            Assert.Null(result.Failure);
            Assert.Equal("reader", Assert.Single(result.Trace, static step => step.Log.Contains("read")).Host);
        }
    }

    /// <summary>
    /// The host ends in a step of the test's, so that what has no context of its own would pass for the test's.
    /// Seen to fail: blocked threads unwind before the world begins to discard.
    /// </summary>
    [Fact]
    public void What_an_unwinding_thread_completes_is_never_heard_of()
    {
        foreach (RunResult result in Twice.RunSeeds(20, static async sim =>
        {
            var end = new TaskCompletionSource();
            SimulatedHost host = sim.AddHost("brief", async host =>
            {
                _ = Task.Run(() =>
                {
                    try
                    {
                        new ManualResetEventSlim().Wait();
                    }
                    finally
                    {
                        ThreadPool.UnsafeQueueUserWorkItem(_ => sim.Log("queued by the dead"), null);
                    }
                });
                await end.Task;
            });
            await Task.Delay(10);
            end.SetResult();
            await host.Completion;
            await Task.Delay(10);
        }))
        {
            Assert.Null(result.Failure);
            Assert.DoesNotContain(result.Trace, static step => step.Log.Contains("queued by the dead"));
        }
    }

    /// <summary>Seen to fail: the end of a step that unwinds looks for ended hosts too.</summary>
    [Fact]
    public void Two_hosts_that_end_in_one_step_both_go_down()
    {
        foreach (RunResult result in Twice.RunSeeds(20, static async sim =>
        {
            var end = new TaskCompletionSource();
            Func<SimulatedHost, Task> main = host =>
            {
                _ = Task.Run(static () => new ManualResetEventSlim().Wait());
                return end.Task;
            };
            SimulatedHost one = sim.AddHost("one", main);
            SimulatedHost two = sim.AddHost("two", main);
            await Task.Delay(10);
            end.SetResult();
            await Task.WhenAll(one.Completion, two.Completion);
        }))
        {
            Assert.Null(result.Failure);
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
