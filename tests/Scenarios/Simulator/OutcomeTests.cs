using System.Net;
using System.Net.Sockets;
using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Simulators;

/// <summary>Every way in which a run can end, each by the smallest body that ends so.</summary>
public class OutcomeTests
{
    private static readonly RunOptions Impatient = new() { StepTimeout = TimeSpan.FromMilliseconds(300) };

    private static int s_runs;

    private static RunResult Expect(RunOutcome outcome, string message, Func<Simulation, Task> body, RunOptions? options = null)
    {
        RunResult result = Twice.Run(body, options);
        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(outcome, result.Failure?.Kind ?? RunOutcome.Passed);
        Assert.Contains(message, result.Failure?.Message ?? "", StringComparison.Ordinal);
        return result;
    }

    [Fact]
    public void A_body_that_completes_passes()
    {
        RunResult result = Expect(RunOutcome.Passed, "", static async _ => await Task.Delay(1_500));
        Assert.Null(result.Failure);
        Assert.Empty(result.Escapes);
        Assert.Equal(TimeSpan.FromSeconds(1.5), result.VirtualTime);
        Assert.Equal(result.Steps, result.Trace.Count);
    }

    [Fact]
    public void A_body_that_throws_fails_with_its_exception_and_the_place()
    {
        RunResult result = Expect(RunOutcome.Failed, "no seat left", static async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException("no seat left");
        });
        Assert.IsType<InvalidOperationException>(result.Failure!.Exception);
        Assert.Contains("OutcomeTests.cs", result.Failure.Place, StringComparison.Ordinal);
        Assert.Contains("no seat left", result.Failure.SourceLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_throws_before_there_is_a_task_fails() =>
        Expect(RunOutcome.Failed, "at once", static _ => throw new InvalidOperationException("at once"));

    [Fact]
    public void A_body_that_returns_null_fails() => Expect(RunOutcome.Failed, "returned null", static _ => null!);

    [Fact]
    public void A_body_that_is_canceled_fails() =>
        Expect(RunOutcome.Failed, "canceled", static _ => Task.Delay(Timeout.Infinite, new CancellationToken(canceled: true)));

    [Fact]
    public void A_body_that_awaits_what_nobody_completes_is_deadlocked() =>
        Expect(RunOutcome.Deadlocked, "awaits something that nobody in the simulation will complete", static _ => new TaskCompletionSource().Task);

    [Fact]
    public void A_deadlock_names_every_step_that_blocks_and_where()
    {
        RunResult result = Expect(RunOutcome.Deadlocked, "2 blocked for good", static async _ =>
        {
            using SemaphoreSlim one = new(1);
            using SemaphoreSlim two = new(1);
            await Task.WhenAll(LeftThenRight(one, two), RightThenLeft(one, two));
        });
        Assert.Contains(nameof(LeftThenRight), result.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(RightThenLeft), result.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, result.Failure.Message.Split("OutcomeTests.cs:").Length - 1);
    }

    private static async Task LeftThenRight(SemaphoreSlim left, SemaphoreSlim right)
    {
        left.Wait();
        await Task.Delay(100);
        right.Wait();
    }

    private static async Task RightThenLeft(SemaphoreSlim left, SemaphoreSlim right)
    {
        right.Wait();
        await Task.Delay(100);
        left.Wait();
    }

    [Fact]
    public void An_exception_that_leaves_a_pool_item_would_have_crashed_the_process() =>
        Expect(RunOutcome.Crashed, "would have crashed: InvalidOperationException: boom", static async _ =>
        {
            ThreadPool.QueueUserWorkItem(static _ => throw new InvalidOperationException("boom"));
            await Task.Delay(1);
        });

    [Fact]
    public void A_fault_that_nobody_looks_at_is_a_finding() =>
        Expect(RunOutcome.Unobserved, "nobody awaits faulted: InvalidOperationException: boom", static async sim =>
        {
            _ = Task.Run(static () => throw new InvalidOperationException("boom"));
            await Task.Delay(1);
        });

    /// <summary>Seen to fail: what a step reaches is read only when something is thrown, when the timer's promise has let go of who awaits it.</summary>
    [Fact]
    public void A_fault_after_a_delay_that_nobody_looks_at_is_a_finding() =>
        Expect(RunOutcome.Unobserved, "nobody awaits faulted: InvalidOperationException: boom", static async sim =>
        {
            _ = FailsLaterAsync();
            await Task.Delay(100);
        });

    /// <summary>Seen to fail: as above, when the inner method is done and the outer one throws in the same step.</summary>
    [Fact]
    public void A_fault_behind_an_inner_method_that_nobody_looks_at_is_a_finding() =>
        Expect(RunOutcome.Unobserved, "nobody awaits faulted: InvalidOperationException: boom", static async sim =>
        {
            _ = OuterAsync();
            await Task.Delay(100);

            static async Task OuterAsync()
            {
                await InnerAsync();
                throw new InvalidOperationException("boom");
            }

            static async Task InnerAsync() => await Task.Yield();
        });

    private static async Task FailsLaterAsync()
    {
        await Task.Delay(10);
        throw new InvalidOperationException("boom");
    }

    [Fact]
    public void A_run_of_too_many_steps_ends()
    {
        RunResult result = Expect(
            RunOutcome.StepLimit,
            "took 50 steps, which is the limit (MaxSteps)",
            static async _ =>
            {
                while (true)
                {
                    await Task.Yield();
                }
            },
            new RunOptions { MaxSteps = 50 });
        Assert.Equal(50, result.Steps);
    }

    [Fact]
    public void A_run_of_too_much_virtual_time_ends() =>
        Expect(RunOutcome.TimeLimit, "beyond the limit (MaxVirtualTime)", static _ => Task.Delay(TimeSpan.FromDays(2)), new RunOptions { MaxVirtualTime = TimeSpan.FromDays(1) });

    [Fact]
    public void A_step_that_sleeps_for_real_is_interrupted_and_its_stack_reported() =>
        Expect(RunOutcome.Hung, nameof(Sleep), static _ => Sleep(), Impatient);

    /// <summary>Seen to fail: only a step that is over counts as progress, so that many which block at the same time pass for one that hangs.</summary>
    [Fact]
    public void Steps_that_block_one_after_another_do_not_hang()
    {
        RunResult run = Simulator.Run(
            static _ => Task.WhenAll(Enumerable.Range(0, 12).Select(static _ => Task.Run(static () =>
            {
                Thread.Sleep(200);
                Task.Delay(1_000).Wait();
            }))),
            new RunOptions { StepTimeout = TimeSpan.FromSeconds(2) });

        Assert.Equal(RunOutcome.Passed, run.Outcome);
    }

    private static Task Sleep()
    {
        Thread.Sleep(Timeout.Infinite);
        return Task.CompletedTask;
    }

    [Fact]
    public void A_body_that_catches_the_interrupt_is_hung_all_the_same() =>
        Expect(
            RunOutcome.Hung,
            "ended by the watchdog",
            static async _ =>
            {
                try
                {
                    await Sleep();
                }
                catch (ThreadInterruptedException)
                {
                    await Task.Yield();
                }
            },
            Impatient);

    [Fact]
    public void After_a_hung_run_the_next_one_is_as_good_as_ever()
    {
        Assert.Equal(RunOutcome.Hung, Simulator.Run(static _ => Sleep(), Impatient).Outcome);
        Expect(RunOutcome.Passed, "", static async _ => await Task.WhenAll(Task.Delay(5), Task.Run(static () => { })));
    }

    [Fact]
    public void One_step_after_another_that_spins_is_aborted_and_the_run_after_it_passes()
    {
        for (int i = 0; i < 3; i++)
        {
            Expect(RunOutcome.Hung, nameof(Spin), static _ => Spin(), Impatient);
            Expect(RunOutcome.Passed, "", static async _ => await Task.WhenAll(Task.Delay(5), Task.Run(static () => { })));
        }
    }

    /// <summary>Without calls: only such a loop is sure to survive its abort.</summary>
    private static Task Spin()
    {
        while (true)
        {
        }
    }

    [Fact]
    public void A_thread_of_the_bodys_own_is_an_escape()
    {
        RunResult result = Simulator.Run(static async _ =>
        {
            TaskCompletionSource done = new();
            new Thread(done.SetResult) { Name = "the bodys own" }.Start();
            await done.Task;
        });
        AssertEscaped(result, "Task.Run instead of new Thread");
    }

    [Fact]
    public void A_thread_from_outside_that_completes_what_the_body_awaits_is_an_escape()
    {
        using ManualResetEventSlim begun = new();
        TaskCompletionSource done = new();
        var outsider = new Thread(() =>
        {
            begun.Wait();
            done.SetResult();
        });
        outsider.Start();
        RunResult result = Simulator.Run(async sim =>
        {
            _ = Task.Run(begun.Set);
            await done.Task;
        });
        outsider.Join();
        AssertEscaped(result, "simulated");
    }

    [Fact]
    public void A_real_socket_is_an_escape()
    {
        RunResult result = Simulator.Run(static async _ =>
        {
            using TcpListener listener = new(IPAddress.Loopback, 0);
            listener.Start();
            using TcpClient client = new();
            Task<TcpClient> accepted = listener.AcceptTcpClientAsync();
            await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
            using TcpClient server = await accepted;
            ValueTask<int> read = server.GetStream().ReadAsync(new byte[1]);
            await client.GetStream().WriteAsync(new byte[1]);
            await read;
        });
        AssertEscaped(result, "simulated");
    }

    private static void AssertEscaped(RunResult result, string remedy)
    {
        Assert.Equal(RunOutcome.Escaped, result.Outcome);
        Assert.NotEmpty(result.Escapes);
        Assert.Contains(result.Escapes, escape => escape.Remedy.Contains(remedy, StringComparison.Ordinal));
        Assert.All(result.Escapes, static escape => Assert.NotEqual("", escape.What));
    }

    [Fact]
    public void A_static_that_survives_a_run_makes_an_exploration_not_deterministic()
    {
        Exploration found = Simulator.Explore(static sim =>
        {
            sim.Log($"run {s_runs++}");
            return Task.CompletedTask;
        });
        Assert.Equal(RunOutcome.NotDeterministic, found.Failure?.Outcome);
        Assert.Matches(@"A static that survives a run decides what the code does: .*OutcomeTests\.s_runs \(\d, then \d\)", found.Story);
    }
}
