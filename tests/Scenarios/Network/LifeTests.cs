using System.IO.Pipelines;
using System.Text;
using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Network;

/// <summary>What becomes of connections with their host, their run and their pipes, and what they leave in a fingerprint.</summary>
public class LifeTests
{
    private static readonly Func<Simulation, Task> s_giveUp = static async sim =>
    {
        SimulatedHost far = sim.AddHost("far", async _ =>
        {
            using SimulatedListener listener = sim.Network.Listen(80);
            using SimulatedConnection accepted = await listener.AcceptAsync();
            sim.Log(await Ends.Tell(async () => (await accepted.Stream.ReadAsync(new byte[1])).ToString()));
        });
        await far.Started;
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(sim.Choose(4)));
        sim.Log(await Ends.Tell(async () =>
        {
            (await sim.Network.ConnectAsync("far", 80, source.Token)).Dispose();
            return "connected";
        }));
        await Task.WhenAny(far.Completion, Task.Delay(100));
    };

    private static List<RunResult> Pass(Func<Simulation, Task> body, int seeds = 20)
    {
        List<RunResult> results = Twice.RunSeeds(seeds, body);
        Assert.All(results, static result => Assert.True(result.Outcome == RunOutcome.Passed, $"{result.Outcome}: {result.Failure?.Message} {result.Failure?.Exception}"));
        return results;
    }

    private static HashSet<string> Told(IEnumerable<RunResult> results) =>
        [.. results.Select(static result => string.Join(' ', result.Trace.SelectMany(static step => step.Log).Order(StringComparer.Ordinal)))];

    [Fact]
    public void A_connection_that_was_given_up_too_late_is_reset_at_the_other_end() =>
        Assert.Equal(["0 connected", "ConnectionReset canceled", "canceled"], Told(Pass(s_giveUp, 80)).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(true, "ConnectionRefused ConnectionReset")]
    [InlineData(false, "0 ConnectionRefused")]
    public void With_its_host_all_closes(bool hasUnread, string told) => Assert.Equal([told], Told(Pass(async sim =>
    {
        SimulatedHost far = sim.AddHost("far", async host =>
        {
            SimulatedListener listener = sim.Network.Listen(80);
            SimulatedConnection kept = await listener.AcceptAsync();
            await kept.Stream.ReadExactlyAsync(new byte[hasUnread ? 1 : 2]);
        });
        await far.Started;
        using SimulatedConnection near = await sim.Network.ConnectAsync("far", 80);
        await near.Stream.WriteAsync(new byte[2]);
        sim.Log(await Ends.Tell(async () => (await near.Stream.ReadAsync(new byte[1])).ToString()));
        sim.Log(await Ends.Tell(async () => (await sim.Network.ConnectAsync("far", 80)).Id));
    })));

    [Fact]
    public void A_host_that_is_down_neither_listens_nor_connects() => Pass(static async sim =>
    {
        using SimulatedListener own = sim.Network.Listen(80);
        SimulatedHost far = sim.AddHost("far", async host =>
        {
            _ = BlockThen(() => sim.Network.ConnectAsync("test", 80).AsTask());
            _ = BlockThen(() => sim.Network.Listen(80));
            await Task.Delay(1);
        });
        await far.Completion;
        Task<string> accepting = Ends.Tell(async () => (await own.AcceptAsync()).Id);
        Assert.Equal("ConnectionRefused", await Ends.Tell(async () => (await sim.Network.ConnectAsync("far", 80)).Id));
        await Task.Delay(100);
        own.Dispose();
        Assert.Equal("OperationAborted", await accepting);
    });

    [Fact]
    public void A_connection_belongs_to_the_host_whose_code_asked_for_it() => Pass(static async sim =>
    {
        using SimulatedListener listener = sim.Network.Listen(80);
        SimulatedHost[] callers = [.. Enumerable.Range(0, 3).Select(i => sim.AddHost($"caller{i}", async _ =>
        {
            await Task.Yield();
            using SimulatedConnection near = await sim.Network.ConnectAsync("test", 80);
            Assert.Equal($"caller{i}", near.LocalHost);
        }))];
        foreach (SimulatedHost caller in callers)
        {
            using SimulatedConnection far = await listener.AcceptAsync();
            Assert.StartsWith("caller", far.RemoteHost);
        }

        await Task.WhenAll(callers.Select(static caller => caller.Completion));
    });

    [Fact]
    public void What_is_delivered_is_part_of_the_fingerprint()
    {
        static Func<Simulation, Task> Sends(string text) => async sim =>
        {
            (IEnd near, IEnd far) = await new SimulatedNet(sim, isLoopback: false).ConnectAsync();
            await near.SendAsync(text);
            await far.ReadAsync();
        };
        string[] fingerprints = [.. new[] { "abcdefghi", "abcdefghj", "Xbcdefghi", "abcdefgh" }.Select(static text => Twice.Run(Sends(text)).Fingerprint)];
        Assert.Equal(4, fingerprints.Distinct().Count());
    }

    [Fact]
    public void Latencies_are_draws_of_which_the_least_is_the_boring_one()
    {
        static async Task Body(Simulation sim)
        {
            await new SimulatedNet(sim, isLoopback: false).ConnectAsync();
            sim.Log($"{sim.Time.GetElapsedTime(0).TotalMilliseconds}");
            sim.Always(sim.Time.GetElapsedTime(0) < TimeSpan.FromMilliseconds(4), "it is fast");
        }

        Assert.True(Told(Twice.RunSeeds(40, Body)).Count > 5);
        Exploration found = Simulator.Explore(Body, new ExploreOptions { Runs = 100 });
        Assert.NotNull(found.Failure);
        Assert.InRange(found.Failure.Trace.Sum(static step => step.Time.Ticks > 0 ? 1 : 0), 1, 10);
    }

    [Fact]
    public void The_network_of_a_run_that_is_over_is_of_no_use()
    {
        Simulation kept = null!;
        SimulatedNetwork network = null!;
        SimulatedListener listener = null!;
        SimulatedConnection near = null!;
        Assert.Equal(RunOutcome.Passed, Simulator.Run(async sim =>
        {
            (kept, network) = (sim, sim.Network);
            listener = network.Listen(80);
            near = await network.ConnectAsync("localhost", 80);
        }).Outcome);
        Assert.Throws<InvalidOperationException>(() => kept.Network);
        RunResult later = Simulator.Run(async _ =>
        {
            Assert.Throws<InvalidOperationException>(() => network.Listen(81));
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await network.ConnectAsync("localhost", 80));
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await listener.AcceptAsync());
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await near.Stream.WriteAsync(new byte[1]));
            near.CompleteWrites();
            near.Dispose();
            listener.Dispose();
            await Task.Delay(10);
        });
        Assert.Equal((RunOutcome.Passed, false), (later.Outcome, later.Trace.Any(static step => step.Method == "Arrival")));
    }

    [Fact]
    public void Pipes_close_by_halves() => Pass(static async sim =>
    {
        using SimulatedListener listener = sim.Network.Listen(80);
        SimulatedConnection near = await sim.Network.ConnectAsync("localhost", 80);
        SimulatedConnection far = await listener.AcceptAsync();
        await near.Pipe.Output.WriteAsync("question"u8.ToArray());
        await near.Pipe.Output.CompleteAsync();
        Assert.Equal("question", await ReadAll(far.Pipe.Input));
        await far.Pipe.Input.CompleteAsync();
        await far.Pipe.Output.WriteAsync("answer"u8.ToArray());
        await far.Pipe.Output.CompleteAsync();
        Assert.Equal("answer", await ReadAll(near.Pipe.Input));
        await near.Pipe.Input.CompleteAsync();
        Assert.Throws<ObjectDisposedException>(() => near.Stream.ReadByte());
        Assert.Throws<ObjectDisposedException>(() => far.Stream.ReadByte());
    });

    [Fact]
    public void A_read_of_a_pipe_can_be_given_up() => Pass(static async sim =>
    {
        using SimulatedListener listener = sim.Network.Listen(80);
        using SimulatedConnection near = await sim.Network.ConnectAsync("localhost", 80);
        using SimulatedConnection far = await listener.AcceptAsync();
        Task<ReadResult> reading = far.Pipe.Input.ReadAsync().AsTask();
        far.Pipe.Input.CancelPendingRead();
        Assert.True((await reading).IsCanceled);
        await near.Stream.WriteAsync("x"u8.ToArray());
        Assert.Equal(1, (await far.Pipe.Input.ReadAsync()).Buffer.Length);
    });

    /// <summary>Blocks a thread for good; it unwinds when its host goes down.</summary>
    private static Task BlockThen(Action unwind) => Task.Run(() =>
    {
        using SemaphoreSlim never = new(0);
        try
        {
            never.Wait();
        }
        finally
        {
            unwind();
        }
    });

    private static async Task<string> ReadAll(PipeReader reader)
    {
        ReadResult result;
        do
        {
            result = await reader.ReadAsync();
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
        while (!result.IsCompleted);
        return Encoding.ASCII.GetString(result.Buffer);
    }
}
