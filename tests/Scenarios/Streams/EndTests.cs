using System.Net;
using System.Net.Sockets;
using System.Text;
using Sim.Scenarios.Conformance;
using Sim.Scenarios.Determinism;
using static Sim.Scenarios.Streams.Pairs;

namespace Sim.Scenarios.Streams;

/// <summary>How connections fail, break, and are given up.</summary>
public class EndTests
{
    private static readonly IPEndPoint SilentHost = new(IPAddress.Parse("10.0.0.2"), 80);

    /// <remarks>Seen to fail when a reset was taken for the end.</remarks>
    [Theory]
    [EveryOrder]
    public void A_reset_reaches_who_reads(ArmKind arm) => Arms.Run(arm, async () =>
    {
        (StreamConnection near, StreamConnection far) = await Connected();
        LoopTask<int> reading = TheLoop.CreateTask(() => far.Reader.ReadAsync(new byte[10]).AsTask());
        await LoopTask.Sleep(Ms(1));
        near.Writer.Abort();
        IOException thrown = await Assert.ThrowsAnyAsync<IOException>(async () => await reading);
        Assert.Equal(SocketError.ConnectionReset, ErrorOf(thrown));
        Assert.Same(thrown, await Thrown<IOException>(() => far.Writer.WaitClosedAsync().AsTask()));
        Assert.Same(thrown, await Thrown<IOException>(() => far.Writer.DrainAsync().AsTask()));
        await near.DisposeAsync();
        await far.DisposeAsync();
    });

    /// <remarks>Seen to fail when a drain was not told that the connection was lost.</remarks>
    [Theory]
    [EveryOrder]
    public void B152_A_reset_reaches_all_who_wait_for_room__test_drain_raises(ArmKind arm) => Arms.Run(arm, async () =>
    {
        (StreamConnection near, StreamConnection far) = await Connected();
        near.Writer.Write(Pattern(MoreThanFits(arm)));
        LoopTask[] drains = [.. Enumerable.Range(0, 3).Select(_ => TheLoop.CreateTask(() => near.Writer.DrainAsync().AsTask()))];
        await LoopTask.Sleep(Ms(5));
        Assert.All(drains, static drain => Assert.False(drain.IsDone));
        far.Writer.Abort();
        foreach (LoopTask drain in drains)
        {
            await Assert.ThrowsAnyAsync<IOException>(async () => await drain);
        }

        int rounds = 0;
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            for (; rounds < 1000; rounds++)
            {
                near.Writer.Write("more");
                await near.Writer.DrainAsync();
            }
        });
        Assert.InRange(rounds, 0, 10);
    });

    [Theory]
    [EveryOrder]
    public void B152_Ten_who_wait_for_room_all_go_on__test_multiple_drain(ArmKind arm) => Arms.Run(arm, async () =>
    {
        (StreamConnection near, StreamConnection far) = await Connected();
        near.Writer.Write(Pattern(MoreThanFits(arm)));
        LoopTask[] drains = [.. Enumerable.Range(0, 10).Select(_ => TheLoop.CreateTask(() => near.Writer.DrainAsync().AsTask()))];
        await LoopTask.Sleep(Ms(5));
        Assert.All(drains, static drain => Assert.False(drain.IsDone));
        near.Writer.Close();
        Assert.Equal(MoreThanFits(arm), (await far.Reader.ReadToEndAsync()).Length);
        foreach (LoopTask drain in drains)
        {
            await drain;
        }

        await far.DisposeAsync();
    });

    /// <remarks>On the machine closing with unread bytes resets as well.</remarks>
    [Theory]
    [EveryOrder]
    public void Closing_with_unread_bytes_tells_the_other_side_so(ArmKind arm) => Arms.Run(arm, async () =>
    {
        (StreamConnection near, StreamConnection far) = await Connected(limit: 1000);
        near.Writer.Write(Pattern(MoreThanFits(arm)));
        await far.Reader.ReadExactlyAsync(10);
        await LoopTask.Sleep(Ms(5));
        await far.DisposeAsync();
        IOException thrown = await Thrown<IOException>(() => near.Writer.WaitClosedAsync().AsTask());
        Assert.Contains(ErrorOf(thrown), (SocketError[])[SocketError.ConnectionReset, SocketError.Shutdown]);
    });

    [Theory]
    [EveryOrder]
    public void A_connection_to_nobody_is_refused(ArmKind arm) => Arms.Run(arm, async () =>
    {
        LoopServer server = await Serve(Echo);
        await server.DisposeAsync();
        SocketException refused = await Assert.ThrowsAsync<SocketException>(() => server.Connect());
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    });

    [Theory]
    [EveryOrder]
    public void An_unknown_name_is_told_from_a_host_that_does_not_answer(ArmKind arm) => Arms.Run(arm, async () =>
    {
        SocketException unknown = await Assert.ThrowsAsync<SocketException>(() => TheLoop.OpenConnectionAsync("no-such-host.invalid", 80));
        Assert.Contains(unknown.SocketErrorCode, (SocketError[])[SocketError.HostNotFound, SocketError.TryAgain, SocketError.NoData]);
    });

    [Fact]
    public void A_connection_that_is_not_answered_is_given_up_after_a_timeout() => Arms.RunInTask(ArmKind.Real, static async () =>
    {
        using SilentPort silence = await SilentPort.OpenAsync();
        await IsGivenUp(silence.Address);
    });

    [Fact]
    public void So_it_is_in_a_simulation_which_says_by_itself_after_a_while_that_nobody_answers() => InCutOffWorld(static async () =>
    {
        await IsGivenUp(SilentHost);
        SocketException thrown = await Assert.ThrowsAsync<SocketException>(() => TheLoop.OpenConnectionAsync(SilentHost));
        Assert.Equal(SocketError.TimedOut, thrown.SocketErrorCode);
    });

    /// <remarks>Seen to fail when the token did not reach the connecting socket.</remarks>
    [Fact]
    public void Connecting_can_be_canceled_by_task_and_by_token() => Arms.RunInTask(ArmKind.Real, static async () =>
    {
        using SilentPort silence = await SilentPort.OpenAsync();
        await CanBeCanceled(silence.Address);
    });

    [Fact]
    public void So_it_can_in_a_simulation() => InCutOffWorld(static () => CanBeCanceled(SilentHost));

    [Theory]
    [EveryOrder]
    public void What_is_canceled_in_the_middle_harms_nobody_else(ArmKind arm) => Arms.Run(arm, async () =>
    {
        (StreamConnection near, StreamConnection far) = await Connected();
        LoopTask<int> read = TheLoop.CreateTask(() => near.Reader.ReadAsync(new byte[1]).AsTask());
        LoopTask closed = TheLoop.CreateTask(() => near.Writer.WaitClosedAsync().AsTask());
        near.Writer.Write(Pattern(MoreThanFits(arm)));
        LoopTask drain = TheLoop.CreateTask(() => near.Writer.DrainAsync().AsTask());
        await LoopTask.Sleep(Ms(2));
        foreach (LoopTask task in (LoopTask[])[read, closed, drain])
        {
            Assert.False(task.IsDone);
            Assert.True(task.Cancel());
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await task);
        }

        near.Writer.WriteEof();
        Assert.Equal(MoreThanFits(arm), (await far.Reader.ReadToEndAsync()).Length);
        far.Writer.Write("still there");
        await far.DisposeAsync();
        Assert.Equal("still there", Encoding.ASCII.GetString(await near.Reader.ReadToEndAsync()));
        await near.DisposeAsync();
    });

    [Theory]
    [EveryOrder]
    public void What_is_canceled_by_a_token_from_the_start_does_nothing(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var canceled = new CancellationToken(canceled: true);
        (StreamConnection near, StreamConnection far) = await Connected();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await near.Reader.ReadAsync(new byte[1], canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await near.Reader.ReadExactlyAsync(1, canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await near.Reader.ReadLineAsync(canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await near.Writer.DrainAsync(canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TheLoop.OpenConnectionAsync(far.LocalEndPoint!, cancellationToken: canceled));
        await near.DisposeAsync();
        await far.DisposeAsync();
    });

    private static async Task IsGivenUp(EndPoint address) =>
        await Assert.ThrowsAsync<TimeoutException>(async () => await LoopTask.WaitFor(TheLoop.CreateTask(() => TheLoop.OpenConnectionAsync(address)), Ms(50)));

    private static async Task CanBeCanceled(EndPoint address)
    {
        LoopTask<StreamConnection> byTask = TheLoop.CreateTask(() => TheLoop.OpenConnectionAsync(address));
        using var source = new CancellationTokenSource();
        LoopTask<StreamConnection> byToken = TheLoop.CreateTask(() => TheLoop.OpenConnectionAsync(address, cancellationToken: source.Token));
        await LoopTask.Sleep(Ms(5));
        byTask.Cancel();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await byTask);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await byToken);
    }

    private static void InCutOffWorld(Func<Task> body)
    {
        RunResult run = Twice.Run(async sim =>
        {
            sim.AddHost("silent", static _ => Task.Delay(Timeout.Infinite));
            sim.Network.Isolate("silent");
            await TheLoop.CreateTask(body);
        });
        Assert.True(run.Outcome == RunOutcome.Passed, run.Story);
    }
}
