using System.Diagnostics;
using System.IO.Pipes;
using System.Net.Sockets;
using static Sim.Scenarios.IO.Machine.MachineLoops;

namespace Sim.Scenarios.IO.Machine;

/// <summary>
/// Descriptors of a program's own, and what a selector owes a loop.
/// Seen to fail: B025 when Put canceled no callback; B026's when RemoveReader answered true always; the reused number's when AddReader kept
/// the watch of a socket that was closed; the wake-up's when Wake wrote nothing.
/// </summary>
public class SelectorTests
{
    [Theory]
    [BothSelectors]
    public void B025_A_second_reader_takes_the_place_of_the_first_and_the_writer_stays__test_add_reader_existing(SelectorKind kind) => Run(kind, async loop =>
    {
        (Socket one, Socket other) = Pair();
        List<string> calls = [];
        loop.AddReader(other, () => calls.Add("first"));
        loop.AddWriter(other, () =>
        {
            calls.Add("writer");
            loop.RemoveWriter(other);
        });
        one.Send([1]);
        await Until(() => calls.Contains("first"));
        calls.Remove("writer");
        loop.AddReader(other, () =>
        {
            calls.Add("second");
            loop.RemoveReader(other);
        });
        loop.AddWriter(other, () => calls.Add("writer again"));
        calls.RemoveAll(call => call == "first");
        await Until(() => calls.Contains("second") && calls.Contains("writer again"));
        Assert.DoesNotContain("first", calls);
        Assert.True(loop.RemoveWriter(other));
        one.Dispose();
        other.Dispose();
    });

    [Theory]
    [BothSelectors]
    public void B025_A_reader_that_is_replaced_while_it_is_ready_to_run_is_not_called(SelectorKind kind) => Run(kind, async loop =>
    {
        (Socket one, Socket other) = Pair();
        (Socket three, Socket four) = Pair();
        List<string> calls = [];
        // Both are seen in the same poll; whichever runs first takes the other back.
        Action Taking(string name, Socket mine, Socket theirs) => () =>
        {
            calls.Add(name);
            loop.RemoveReader(mine);
            loop.RemoveReader(theirs);
        };
        one.Send([1]);
        three.Send([1]);
        Assert.True(other.Poll(60_000_000, SelectMode.SelectRead) && four.Poll(60_000_000, SelectMode.SelectRead));
        loop.AddReader(other, Taking("one", other, four));
        loop.AddReader(four, Taking("other", four, other));
        await Until(() => calls.Count > 0);
        await LoopTask.Sleep(TimeSpan.FromMilliseconds(2));
        Assert.Single(calls);
        foreach (Socket socket in new[] { one, other, three, four })
        {
            socket.Dispose();
        }
    });

    [Theory]
    [BothSelectors]
    public void B026_Taking_back_what_was_not_given_is_false_and_a_closed_loop_refuses__test_remove_reader_unknown_test_add_fds_after_closing(SelectorKind kind)
    {
        var loop = new EventLoop(Options(kind));
        (Socket one, Socket other) = Pair();
        Assert.False(loop.RemoveReader(one));
        Assert.False(loop.RemoveWriter(one));
        loop.AddReader(one, () => { });
        Assert.False(loop.RemoveWriter(one));
        Assert.True(loop.RemoveReader(one));
        Assert.False(loop.RemoveReader(one));
        loop.Close();
        Assert.Throws<ObjectDisposedException>(() => loop.AddReader(one, () => { }));
        Assert.Throws<ObjectDisposedException>(() => loop.RemoveReader(one));
        Assert.Throws<ObjectDisposedException>(() => loop.Network);
        one.Dispose();
        other.Dispose();
    }

    [Theory]
    [BothSelectors]
    public void A_descriptor_that_nobody_can_wait_for_is_refused(SelectorKind kind)
    {
        using var loop = new EventLoop(Options(kind));
        (Socket one, Socket other) = Pair();
        one.Dispose();
        other.Dispose();
        Assert.Throws<ObjectDisposedException>(() => loop.AddReader(one, () => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => loop.AddReader(-1, () => { }));
        using FileStream file = File.OpenRead(typeof(SelectorTests).Assembly.Location);
        Exception refusal = Assert.ThrowsAny<Exception>(() => loop.AddReader(file.SafeFileHandle, () => { }));
        Assert.True(refusal is ArgumentException or NotSupportedException, refusal.ToString());
        Assert.False(loop.RemoveReader(file.SafeFileHandle));
    }

    [Theory]
    [BothSelectors]
    public void The_descriptor_of_a_transport_is_the_transports(SelectorKind kind) => Run(kind, async loop =>
    {
        using var listener = loop.Network.Listen(AnyPort, () => new Recorder());
        var transport = await loop.Network.ConnectAsync(listener.LocalEndPoint, () => new Recorder());
        // Whatever the numbers are: other threads open and close descriptors as well.
        int refused = Enumerable.Range(0, 10_000).Count(descriptor => Record.Exception(() => loop.RemoveReader(descriptor)) is InvalidOperationException);
        Assert.True(refused >= 2, $"{refused} are refused.");
        transport.Close();
    });

    [Fact]
    public void A_pipe_is_waited_for_on_Linux() => Run(SelectorKind.Own, async loop =>
    {
        using var writing = new AnonymousPipeServerStream(PipeDirection.Out);
        using var reading = new AnonymousPipeClientStream(PipeDirection.In, writing.ClientSafePipeHandle);
        var ready = new LoopFuture<bool>();
        loop.AddReader(reading.SafePipeHandle, () =>
        {
            loop.RemoveReader(reading.SafePipeHandle);
            ready.SetResult(true);
        });
        writing.Write([1]);
        await ready;
    });

    [Theory]
    [BothSelectors]
    public void A_number_that_was_closed_behind_the_loops_back_is_waited_for_anew(SelectorKind kind) => Run(kind, async loop =>
    {
        (Socket one, Socket other) = Pair();
        nint number = other.Handle;
        loop.AddReader(other, () => { });
        other.Dispose();
        // The lowest free number is the next that is given.
        (Socket three, Socket four) = Pair();
        Socket same = three.Handle == number ? three : four.Handle == number ? four : three;
        Socket peer = ReferenceEquals(same, three) ? four : three;
        var ready = new LoopFuture<bool>();
        loop.AddReader(same, () => ready.TrySetResult(true));
        peer.Send([1]);
        await ready;
        loop.RemoveReader(same);
        foreach (Socket socket in new[] { one, three, four })
        {
            socket.Dispose();
        }
    });

    [Theory]
    [BothSelectors]
    public void A_loop_that_waits_without_end_is_woken_by_another_thread(SelectorKind kind) => Run(kind, async loop =>
    {
        for (int i = 0; i < 200; i++)
        {
            var done = new LoopFuture<int>();
            ThreadPool.UnsafeQueueUserWorkItem(_ => loop.CallSoonThreadSafe(() => done.SetResult(1)), null);
            await done;
        }
    });

    [Theory]
    [BothSelectors]
    public void A_timer_is_never_early(SelectorKind kind) => Run(kind, async loop =>
    {
        for (int i = 0; i < 20; i++)
        {
            long start = Stopwatch.GetTimestamp();
            TimeSpan delay = TimeSpan.FromMicroseconds(100 + (i * 70));
            await LoopTask.Sleep(delay);
            // The loop's clock counts in ticks of 100 ns.
            Assert.True(Stopwatch.GetElapsedTime(start) >= delay - TimeSpan.FromTicks(1));
        }
    });

    [Theory]
    [BothSelectors]
    public void In_a_tick_come_earlier_callbacks_then_descriptors_then_timers(SelectorKind kind)
    {
        using var loop = new EventLoop(Options(kind));
        (Socket one, Socket other) = Pair();
        one.Send([1]);
        Assert.True(other.Poll(60_000_000, SelectMode.SelectRead));
        List<string> calls = [];
        loop.AddReader(other, () =>
        {
            calls.Add("descriptor");
            loop.RemoveReader(other);
        });
        loop.CallLater(TimeSpan.FromMilliseconds(-1), () => calls.Add("timer"));
        loop.CallSoon(() => calls.Add("callback"));
        loop.CallSoon(loop.Stop);
        loop.RunForever();
        Assert.Equal(["callback", "descriptor", "timer"], calls);
        one.Dispose();
        other.Dispose();
    }

    [Fact]
    public void A_selector_that_knows_no_descriptors_says_so()
    {
        var clock = new Loop.ManualClock();
        using var loop = new EventLoop(new EventLoopOptions { Clock = clock, Selector = new Loop.JumpingSelector(clock) });
        Assert.Contains("JumpingSelector", Assert.Throws<NotSupportedException>(() => loop.Network).Message);
        Assert.Throws<NotSupportedException>(() => loop.AddReader(0, () => { }));
    }

    [Fact]
    public void Descriptors_are_not_simulated()
    {
        RunResult run = Simulator.Run(_ =>
        {
            Assert.Throws<NotSimulatedException>(() => EventLoop.Current.AddReader(0, () => { }));
            EventLoop.Run(() =>
            {
                Assert.Throws<NotSimulatedException>(() => EventLoop.Current.RemoveWriter(0));
                return Task.CompletedTask;
            });
            return Task.CompletedTask;
        });
        Assert.True(run.Outcome == RunOutcome.Passed, run.Story);
    }
}
