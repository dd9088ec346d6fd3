using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Sim.Scenarios.IO.Machine;
using static Sim.Scenarios.IO.Machine.MachineLoops;

namespace Sim.Scenarios.Processes;

/// <summary>How child processes end, and that nothing is left of them.</summary>
public class ProcessEndTests
{
    private const int Killed = 128 + 9;

    /// <remarks>Seen to fail when all waits were one future, which the first to be canceled canceled.</remarks>
    [Theory]
    [BothSelectors]
    public void B165_A_wait_that_was_canceled_leaves_the_process_to_be_waited_for__test_cancel_process_wait(SelectorKind kind) => Run(kind, async loop =>
    {
        await using LoopProcess process = await loop.CreateProcessAsync("cat");
        LoopTask<int> canceled = loop.CreateTask(() => process.WaitAsync().AsTask());
        LoopTask<int> kept = loop.CreateTask(() => process.WaitAsync().AsTask());
        using var source = new CancellationTokenSource();
        LoopTask<int> byToken = loop.CreateTask(() => process.WaitAsync(source.Token).AsTask());
        await LoopTask.Sleep(TimeSpan.Zero);
        canceled.Cancel();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await canceled);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await byToken);
        Assert.Null(process.ExitCode);
        Assert.False(kept.IsDone);
        process.Input.Close();
        Assert.Equal(0, await kept);
        Assert.Equal(0, await process.WaitAsync());
    });

    [Fact]
    public void A_conversation_that_was_canceled_leaves_the_process_running__test_cancel_communicate() => Run(SelectorKind.Own, async loop =>
    {
        await using LoopProcess process = await loop.CreateProcessAsync("sleep", "1000");
        LoopTask<ProcessOutput> talking = loop.CreateTask(() => process.CommunicateAsync());
        await LoopTask.Sleep(TimeSpan.Zero);
        talking.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await talking);
        Assert.Null(process.ExitCode);
        Assert.True(process.Kill());
        Assert.Equal(Killed, (await process.CommunicateAsync()).ExitCode);
    });

    /// <remarks>Seen to fail when Close only closed the pipes.</remarks>
    [Theory]
    [BothSelectors]
    public void B165_Closing_kills_one_that_runs__test_close_kill_running(SelectorKind kind) => Run(kind, async loop =>
    {
        LoopProcess process = await loop.CreateProcessAsync("sleep", "1000");
        process.Close();
        process.Close();
        Assert.Equal(Killed, await process.WaitAsync());
        Assert.Empty(await process.Output.ReadToEndAsync());
        await process.DisposeAsync();
    });

    /// <remarks>Seen to fail when the loop's Close forgot them.</remarks>
    [Theory]
    [BothSelectors]
    public void A_loop_that_closes_kills_what_runs_still(SelectorKind kind)
    {
        int id = 0;
        Run(kind, async loop => id = (await loop.CreateProcessAsync("sleep", "1000")).Id);
        Assert.True(SpinWait.SpinUntil(() => !IsThere(id), TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void One_can_be_asked_to_end_and_sent_signals__test_terminate_and_send_signal() => Run(SelectorKind.Own, async loop =>
    {
        await using LoopProcess process = await loop.CreateProcessAsync("sh", "-c", "trap 'echo asked; kill -9 $!; exit 7' TERM; trap 'echo signal' USR1; sleep 1000 & echo ready; wait; wait");
        Assert.Equal("ready", await process.Output.ReadTextLineAsync());
        Assert.True(process.SendSignal((PosixSignal)10));
        Assert.Equal("signal", await process.Output.ReadTextLineAsync());
        Assert.True(process.Terminate());
        Assert.Equal("asked", await process.Output.ReadTextLineAsync());
        Assert.Equal(7, await process.WaitAsync());
        Assert.Throws<ArgumentException>(() => process.SendSignal((PosixSignal)99));
    });

    [Theory]
    [InlineData(PosixSignal.SIGTERM, 15)]
    [InlineData((PosixSignal)9, 9)]
    public void One_that_a_signal_ended_has_the_exit_code_of_shells(PosixSignal signal, int number) => Run(SelectorKind.Own, async loop =>
    {
        await using LoopProcess process = await loop.CreateProcessAsync("sleep", "1000");
        Assert.True(process.SendSignal(signal));
        Assert.Equal(128 + number, await process.WaitAsync());
    });

    [Fact]
    public void One_that_has_exited_is_sent_nothing__test_send_signal_race() => Run(SelectorKind.Own, async loop =>
    {
        await using LoopProcess process = await loop.CreateProcessAsync("true");
        await process.WaitAsync();
        Assert.False(process.Kill());
        Assert.False(process.Terminate());
        Assert.False(process.SendSignal(PosixSignal.SIGHUP));
    });

    /// <remarks>Seen to stand still when the wait waited for the end of the output.</remarks>
    [Fact]
    public void One_whose_child_keeps_the_pipe_has_exited_all_the_same__test_wait_even_if_pipe_is_open() => Run(SelectorKind.Own, async loop =>
    {
        await using LoopProcess process = await loop.CreateProcessAsync("sh", "-c", "sleep 1000 & echo $!");
        using Process grandchild = Process.GetProcessById(int.Parse((await process.Output.ReadTextLineAsync())!, CultureInfo.InvariantCulture));
        Assert.Equal(0, await process.WaitAsync());
        Assert.False(process.Output.IsAtEnd);
        grandchild.Kill();
        Assert.Empty(await process.Output.ReadToEndAsync());
    });

    /// <summary>The pipes' numbers are those that the children see at their ends.</summary>
    /// <remarks>Seen to fail, with epoll, when the end of what arrived did not close the pipe.</remarks>
    [Theory]
    [BothSelectors]
    public void Neither_a_descriptor_nor_a_zombie_is_left(SelectorKind kind) => Run(kind, async loop =>
    {
        List<string> pipes = [];
        for (int i = 0; i < 10; i++)
        {
            LoopProcess process = await loop.CreateProcessAsync("sh", "-c", "for i in 0 1 2; do readlink /proc/$$/fd/$i; done");
            pipes.AddRange((await process.CommunicateAsync()).OutputText.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.False(IsThere(process.Id));
        }

        Assert.Equal(30, pipes.Distinct().Count());
        Assert.All(pipes, static pipe => Assert.StartsWith("pipe:", pipe, StringComparison.Ordinal));
        await Until(() => !OwnDescriptors().Intersect(pipes).Any());
    });

    private static bool IsThere(int id) => Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}"));

    /// <summary>What they lead to; one that was closed meanwhile leads nowhere.</summary>
    private static IEnumerable<string> OwnDescriptors() =>
        Directory.GetFiles("/proc/self/fd").Select(static file => new FileInfo(file).LinkTarget ?? "");
}
