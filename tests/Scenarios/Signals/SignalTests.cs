using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Sim.Scenarios.IO.Machine;
using static Sim.Scenarios.IO.Machine.MachineLoops;

namespace Sim.Scenarios.Signals;

/// <summary>Signals, sent to the process of the tests: one that does nothing by default.</summary>
public sealed class SignalTests : IDisposable
{
    /// <summary>SIGWINCH, by its number.</summary>
    private const PosixSignal Harmless = (PosixSignal)28;

    private readonly Lock _lock = new();
    private readonly PosixSignalRegistration _before;

    /// <summary>Done when both watchers were told of the signal that is asked about: whether somebody had suppressed it by then.</summary>
    private TaskCompletionSource<bool>? _answer;
    private int _told;
    private bool _isSuppressed;

    public SignalTests() => _before = PosixSignalRegistration.Create(Harmless, Watch);

    /// <remarks>Seen to fail, with the portable selector, when the signal did not wake the loop; epoll is interrupted by the signal itself now and then.</remarks>
    [Theory]
    [BothSelectors]
    public void B028_A_signal_wakes_the_loop_and_its_handler_runs_there_once__test_signal_handling_while_selecting(SelectorKind kind) => Run(kind, async loop =>
    {
        List<int> threads = [];
        var came = new LoopFuture<int>();
        loop.AddSignalHandler(Harmless, () =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            came.SetResult(threads.Count);
        });
        for (int i = 1; i <= 3; i++)
        {
            came = new LoopFuture<int>();
            using Process kill = Send(Harmless);
            Assert.Equal(i, await came);
        }

        Assert.All(threads, static thread => Assert.Equal(Environment.CurrentManagedThreadId, thread));
    });

    /// <remarks>Seen to fail with a registration that was not disposed.</remarks>
    [Fact]
    public void B029_A_handler_that_is_taken_back_leaves_the_default__test_add_signal_handler() => Run(SelectorKind.Own, loop =>
    {
        Assert.False(loop.RemoveSignalHandler(Harmless));
        loop.AddSignalHandler(Harmless, static () => { });
        Assert.True(IsSuppressed());
        Assert.True(loop.RemoveSignalHandler(Harmless));
        Assert.False(IsSuppressed());
        Assert.False(loop.RemoveSignalHandler(Harmless));
        return Task.CompletedTask;
    });

    /// <remarks>Seen to fail when Put left the former handler alone.</remarks>
    [Fact]
    public void A_handler_takes_the_place_of_the_one_before_also_for_a_signal_that_came() => Run(SelectorKind.Own, async loop =>
    {
        List<string> handled = [];
        var came = new LoopFuture<bool>();
        loop.AddSignalHandler(Harmless, () => handled.Add("first"));
        Assert.True(IsSuppressed());
        await LoopTask.Sleep(TimeSpan.Zero);
        loop.AddSignalHandler(Harmless, () =>
        {
            handled.Add("second");
            came.TrySetResult(true);
        });
        using Process kill = Send(Harmless);
        await came;
        Assert.Equal(["second"], handled);
    });

    /// <remarks>Seen to fail when a handler that was taken back was not canceled.</remarks>
    [Fact]
    public void A_handler_that_is_taken_back_is_not_called_for_a_signal_that_came() => Run(SelectorKind.Own, async loop =>
    {
        loop.AddSignalHandler(Harmless, static () => Assert.Fail("It was taken back."));
        Assert.True(IsSuppressed());
        await LoopTask.Sleep(TimeSpan.Zero);
        loop.RemoveSignalHandler(Harmless);
        for (int i = 0; i < 5; i++)
        {
            await LoopTask.Sleep(TimeSpan.Zero);
        }
    });

    /// <remarks>The number is that of SIGUSR1 on Linux, which would end the process: it did when the default action was not kept away.</remarks>
    [Fact]
    public void A_signal_without_a_name_is_handled_by_its_number() => Run(SelectorKind.Own, async loop =>
    {
        var came = new LoopFuture<bool>();
        loop.AddSignalHandler((PosixSignal)10, () => came.SetResult(true));
        using Process kill = Send((PosixSignal)10);
        Assert.True(await came);
    });

    [Fact]
    public void The_name_and_the_number_of_a_signal_are_one() => Run(SelectorKind.Own, loop =>
    {
        loop.AddSignalHandler(PosixSignal.SIGHUP, static () => { });
        Assert.True(loop.RemoveSignalHandler((PosixSignal)1));
        Assert.False(loop.RemoveSignalHandler(PosixSignal.SIGHUP));
        return Task.CompletedTask;
    });

    [Fact]
    public void What_a_handler_throws_is_told_and_the_loop_goes_on()
    {
        List<LoopErrorContext> faults = [];
        Run(
            SelectorKind.Own,
            async loop =>
            {
                loop.AddSignalHandler(Harmless, static () => throw new InvalidTimeZoneException());
                using Process kill = Send(Harmless);
                await Until(() => faults.Count > 0);
            },
            faults);
        Assert.IsType<InvalidTimeZoneException>(Assert.Single(faults).Exception);
    }

    /// <remarks>Seen to fail when Close forgot the handlers.</remarks>
    [Fact]
    public void A_loop_that_closes_takes_its_handlers_back()
    {
        var loop = new EventLoop();
        loop.AddSignalHandler(Harmless, static () => { });
        Assert.True(IsSuppressed());
        loop.Close();
        Assert.False(IsSuppressed());
        Assert.Throws<ObjectDisposedException>(() => loop.AddSignalHandler(Harmless, static () => { }));
        Assert.Throws<ObjectDisposedException>(() => loop.RemoveSignalHandler(Harmless));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(19)]
    [InlineData(0)]
    [InlineData(65)]
    [InlineData(-11)]
    public void A_signal_that_nobody_can_handle_is_refused(int signal)
    {
        using var loop = new EventLoop();
        Assert.Throws<ArgumentException>(() => loop.AddSignalHandler((PosixSignal)signal, static () => { }));
        Assert.Throws<ArgumentException>(() => loop.RemoveSignalHandler((PosixSignal)signal));
    }

    [Fact]
    public void Another_thread_is_refused_while_the_loop_runs() => Run(SelectorKind.Own, async loop => await LoopTask.ToThread(() =>
    {
        Assert.Throws<InvalidOperationException>(() => loop.AddSignalHandler(Harmless, static () => { }));
        Assert.Throws<InvalidOperationException>(() => loop.RemoveSignalHandler(Harmless));
    }));

    /// <remarks>Seen to fail when nobody asked whether the loop is simulated.</remarks>
    [Fact]
    public void Signals_are_not_simulated()
    {
        RunResult run = Simulator.Run(static _ =>
        {
            Refuses();
            EventLoop.Run(static () =>
            {
                Refuses();
                return Task.CompletedTask;
            });
            return Task.CompletedTask;
        });
        Assert.True(run.Outcome == RunOutcome.Passed, run.Story);

        static void Refuses()
        {
            Assert.Contains("call what the handler does", Assert.Throws<NotSimulatedException>(static () => EventLoop.Current.AddSignalHandler(Harmless, static () => { })).Message);
            Assert.Throws<NotSimulatedException>(static () => EventLoop.Current.RemoveSignalHandler(Harmless));
        }
    }

    public void Dispose() => _before.Dispose();

    /// <summary>Sends the signal and waits until everybody was told: whether somebody keeps the default action away. Of the watchers one is older than the handler, one younger: either is told after it.</summary>
    private bool IsSuppressed()
    {
        using PosixSignalRegistration after = PosixSignalRegistration.Create(Harmless, Watch);
        TaskCompletionSource<bool> answer = Ask();
        using Process kill = Send(Harmless);
        Assert.True(answer.Task.Wait(TimeSpan.FromSeconds(60)));
        return answer.Task.Result;
    }

    private TaskCompletionSource<bool> Ask()
    {
        lock (_lock)
        {
            (_told, _isSuppressed) = (0, false);
            return _answer = new TaskCompletionSource<bool>();
        }
    }

    /// <summary>On a thread of the runtime's, maybe after the test has ended: of a signal that nobody asks about nothing is to be done.</summary>
    private void Watch(PosixSignalContext context)
    {
        lock (_lock)
        {
            _isSuppressed |= context.Cancel;
            if (++_told == 2)
            {
                _answer?.TrySetResult(_isSuppressed);
            }
        }
    }

    private static Process Send(PosixSignal signal) =>
        Process.Start("kill", [string.Create(CultureInfo.InvariantCulture, $"-{(int)signal}"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);
}
