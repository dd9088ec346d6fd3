using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Hosts;

/// <summary>A host that crashes is gone at once, whatever it was at; one that is started again is a new process on the same machine.</summary>
[SuppressMessage("Usage", "MA0040:Forward the CancellationToken", Justification = "What a host does without one is the subject.")]
public class CrashTests
{
    private const int Seeds = 20;

    /// <summary>Seen to fail: the steps of a restarted host pass for the new process's (no first step).</summary>
    [Fact]
    public void After_a_crash_nothing_of_the_process_runs_though_the_host_runs_again()
    {
        var late = new ConcurrentQueue<string>();
        foreach (RunResult result in Twice.RunSeeds(Seeds, async sim =>
        {
            SimulatedHost host = sim.AddHost("worker", async host =>
            {
                int life = host.Incarnation;
                host.Log($"life {life}");
                await using var timer = new Timer(_ => Note("timer", life), null, 50, 50);
                _ = Task.Run(async () =>
                {
                    while (true)
                    {
                        await Task.Delay(7);
                        Note("loop", life);
                    }
                });
                _ = Task.Run(() =>
                {
                    try
                    {
                        using var never = new ManualResetEventSlim();
                        never.Wait();
                    }
                    finally
                    {
                        host.Log("unwound");
                        ThreadPool.UnsafeQueueUserWorkItem(_ => late.Enqueue("queued while unwinding"), null);
                    }
                });
                await Task.Delay(Timeout.Infinite, host.Stopping);

                void Note(string what, int of)
                {
                    if (of != host.Incarnation)
                    {
                        late.Enqueue(what);
                    }
                }
            });
            for (int i = 0; i < 5; i++)
            {
                await Task.Delay(100);
                Task down = host.Completion;
                host.Crash();
                Assert.False(host.IsRunning);
                if (i % 2 == 0)
                {
                    await down;
                    await Task.Delay(100);
                }

                host.Restart();
                Assert.True(host.IsRunning);
                Assert.Equal(i + 2, host.Incarnation);
            }

            await Task.Delay(1_000);
            await host.StopAsync();
        }))
        {
            Assert.Null(result.Failure);
            string[] lines = [.. result.Trace.SelectMany(static step => step.Log)];
            Assert.DoesNotContain("unwound", lines);
            Assert.Equal(6, lines.Count(static line => line.StartsWith("life", StringComparison.Ordinal)));
            Assert.Equal(5, lines.Count(static line => line == "worker crashed"));
            Assert.Equal(5, lines.Count(static line => line == "worker starts again"));
        }

        Assert.Empty(late);
    }

    /// <summary>Seen to fail: the step that crashed its own host is not discarded to its end.</summary>
    [Fact]
    public void A_host_that_crashes_itself_does_not_go_on()
    {
        foreach (RunResult result in Twice.RunSeeds(Seeds, static async sim =>
        {
            var shared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _ = HearAsync();
            SimulatedHost host = sim.AddHost("suicidal", async host =>
            {
                await Task.Delay(10);
                try
                {
                    host.Crash();
                    host.Log("survived");
                }
                finally
                {
                    host.Log("cleaned up");
                    shared.SetResult();
                }
            });
            await host.Completion;
            await Task.Delay(100);

            async Task HearAsync()
            {
                await shared.Task;
                sim.Log("heard of it");
            }
        }))
        {
            Assert.Null(result.Failure);
            Assert.DoesNotContain(result.Trace, static step => step.Log.Intersect(["survived", "cleaned up", "heard of it"]).Any());
        }
    }

    /// <summary>No two processes share a promise, but a test may share one with its hosts. Seen to fail: the test's steps go on inlining.</summary>
    [Fact]
    public void What_the_test_completes_does_not_wake_the_dead()
    {
        foreach (RunResult result in Twice.RunSeeds(Seeds, static async sim =>
        {
            var shared = new TaskCompletionSource();
            SimulatedHost host = sim.AddHost("sleeper", async host =>
            {
                await shared.Task.ConfigureAwait(false);
                sim.Log("woke up");
            });
            await Task.Delay(10);
            host.Crash();
            await Task.Delay(10);
            shared.SetResult();
            await Task.Delay(10);
        }))
        {
            Assert.Null(result.Failure);
            Assert.DoesNotContain(result.Trace, static step => step.Log.Contains("woke up") || step.Log.Any(static line => line.Contains("is down", StringComparison.Ordinal)));
        }
    }

    /// <summary>Seen to fail: the threads of a process that crashed are not unwound.</summary>
    [Fact]
    public void A_crash_gives_back_the_threads_that_blocked()
    {
        int before = 0;
        int after = 0;
        RunResult result = Simulator.Run(async sim =>
        {
            SimulatedHost host = sim.AddHost("blocks", static host =>
            {
                host.MarkStarted();
                host.Stopping.WaitHandle.WaitOne();
                return Task.CompletedTask;
            });
            await host.Started;
            before = CountThreads();
            for (int i = 0; i < 300; i++)
            {
                host.Crash();
                await host.RestartAsync();
            }

            after = CountThreads();
        });
        Assert.Null(result.Failure);
        Assert.InRange(after, 1, before + 100);
    }

    [Fact]
    public void Who_waits_for_a_host_that_crashes_hears_of_it()
    {
        foreach (RunResult result in Twice.RunSeeds(Seeds, static async sim =>
        {
            SimulatedHost host = sim.AddHost("slow", static host => Task.Delay(Timeout.Infinite));
            Task started = host.Started;
            Task completion = host.Completion;
            await Task.Delay(10);
            host.Crash();
            host.Crash();
            await Task.WhenAll(started, completion);
            await host.StopAsync();
        }))
        {
            Assert.Null(result.Failure);
            Assert.Equal("test", Assert.Single(result.Trace, static step => step.Log.Contains("slow crashed")).Host);
        }
    }

    /// <summary>
    /// As where a connection pool's work faults, which flows no context, and its host crashes before it looked.
    /// Seen to fail: a task without a context belongs to no process.
    /// </summary>
    [Fact]
    public void A_process_that_crashed_looks_at_no_faults_of_its_own()
    {
        foreach (RunResult result in Twice.RunSeeds(Seeds, static async sim =>
        {
            SimulatedHost host = sim.AddHost("pool", static async _ =>
            {
                Task work;
                using (ExecutionContext.SuppressFlow())
                {
                    work = FailsAsync();
                }

                await Task.Delay(1_000);
                await Assert.ThrowsAsync<InvalidOperationException>(() => work);
            });
            await Task.Delay(500);
            host.Crash();
        }))
        {
            Assert.Null(result.Failure);
        }
    }

    private static async Task FailsAsync()
    {
        await Task.Delay(10);
        throw new InvalidOperationException("boom");
    }

    [Fact]
    public void A_process_that_ended_in_an_orderly_way_can_be_started_again()
    {
        foreach (RunResult result in Twice.RunSeeds(Seeds, static async sim =>
        {
            SimulatedHost host = sim.AddHost("job", static async host =>
            {
                await Task.Delay(10);
                host.Log($"done {host.Incarnation}");
            });
            for (int i = 0; i < 3; i++)
            {
                await host.Completion;
                await host.RestartAsync();
            }

            await host.Completion;
        }))
        {
            Assert.Null(result.Failure);
            Assert.Equal(["done 1", "done 2", "done 3", "done 4"], result.Trace.SelectMany(static step => step.Log).Where(static line => line.StartsWith("done", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_rolling_restart_takes_one_host_after_another()
    {
        foreach (RunResult result in Twice.RunSeeds(Seeds, static async sim =>
        {
            int up = 0;
            SimulatedHost[] hosts = [.. Enumerable.Range(1, 3).Select(i => sim.AddHost($"h{i}", async host =>
            {
                up++;
                host.MarkStarted();
                try
                {
                    await Task.Delay(Timeout.Infinite, host.Stopping);
                }
                finally
                {
                    up--;
                    sim.Always(up >= 2, "two of three are up");
                }
            }))];
            await Task.WhenAll(hosts.Select(static host => host.Started));
            hosts[1].Crash();
            up--;
            await hosts[1].RestartAsync();
            await sim.RollingRestartAsync(hosts, TimeSpan.FromSeconds(1));
            Assert.Equal([2, 3, 2], hosts.Select(static host => host.Incarnation));
            Assert.Equal(3, up);
        }))
        {
            Assert.Null(result.Failure);
        }
    }

    private static int CountThreads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        RunResult result = Twice.Run(static async sim =>
        {
            SimulatedHost host = sim.AddHost("shop", static host => Task.Delay(Timeout.Infinite, host.Stopping));
            Assert.Contains("is running", Assert.Throws<InvalidOperationException>(host.Restart).Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentOutOfRangeException>(() => host.Pause(TimeSpan.Zero));
            Assert.Throws<ArgumentOutOfRangeException>(() => host.Pause(TimeSpan.FromDays(1.1)));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => sim.RollingRestartAsync([host], TimeSpan.FromSeconds(-1)));
            host.Crash();
            Assert.Contains("is down", Assert.Throws<InvalidOperationException>(() => host.Pause(TimeSpan.FromSeconds(1))).Message, StringComparison.Ordinal);
        });
        Assert.Null(result.Failure);
    }
}
