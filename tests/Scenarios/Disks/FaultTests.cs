using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Disks;

/// <summary>What a simulated disk can do wrong.</summary>
public class FaultTests
{
    [Fact]
    public void Ordered_failures_strike_once_and_their_file() => Passes(static async sim =>
    {
        SimulatedDisk disk = sim.Disk;
        disk.WriteText("a", "text");
        disk.WriteText("b", "text");
        using IDiskFile a = disk.Open("a");
        disk.FailNextRead("a");
        disk.FailNextWrite();
        disk.FailNextFlush("");
        disk.FailNextNameChange("b");
        Assert.Equal("text", disk.ReadText("b"));
        Assert.Equal("IOException", await DiskBehavior.Tell(() => disk.ReadText("a")));
        Assert.Equal("text", disk.ReadText("a"));
        Assert.Equal("IOException", await DiskBehavior.Tell(async () => await a.AppendAsync("!"u8.ToArray())));
        await a.FlushAsync();
        Assert.Equal("IOException", await DiskBehavior.Tell(() => disk.FlushDirectory()));
        Assert.Equal("IOException", await DiskBehavior.Tell(() => disk.Rename("b", "c")));
        disk.Rename("b", "c");
        disk.FlushDirectory();
        Assert.Equal("text", disk.ReadText("a"));
    });

    /// <summary>A database that tries the flush again after it failed, and believes the second answer.</summary>
    /// <remarks>Mutation: seen to fail when a failed flush left what it was to make durable to the next.</remarks>
    [Fact]
    public void What_a_failed_flush_gave_up_no_later_one_saves()
    {
        HashSet<string> seen = [];
        foreach (RunResult run in Twice.RunSeeds(40, async sim =>
        {
            SimulatedDisk disk = sim.Disk;
            using IDiskFile file = disk.Open("log");
            disk.FlushDirectory();
            file.Write(0, "ab"u8);
            disk.FailNextFlush("log");
            Assert.Equal("IOException", await DiskBehavior.Tell(async () => await file.FlushAsync()));
            file.Write(1, "B"u8);
            await file.FlushAsync();
            Assert.Equal("aB", disk.ReadText("log"));
            disk.Crash();
            seen.Add(disk.ReadText("log").Replace('\0', '0'));
        }))
        {
            Assert.Equal(RunOutcome.Passed, run.Outcome);
        }

        Assert.Equal(["0B", "aB"], seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_lying_flush_makes_nothing_durable() => Passes(static sim =>
    {
        sim.Disk.Faults = new DiskFaults { LostFlush = 1 };
        sim.Disk.Unflushed = UnflushedFate.Lost;
        using IDiskFile file = sim.Disk.Open("log");
        file.Append("x"u8);
        file.Flush();
        sim.Disk.FlushDirectory();
        sim.Disk.Crash();
        Assert.Empty(sim.Disk.List());
        return Task.CompletedTask;
    });

    /// <remarks>Mutation: seen to fail when the room of a file that was deleted was not given back.</remarks>
    [Fact]
    public void A_full_disk_refuses_and_takes_nothing() => Passes(static async sim =>
    {
        SimulatedDisk disk = sim.Disk;
        disk.Capacity = 10;
        using IDiskFile file = disk.Open("a");
        file.Append(new byte[8]);
        IOException full = await Assert.ThrowsAsync<IOException>(async () => await file.AppendAsync(new byte[3]));
        Assert.Equal(("No space left on device : 'a' on a disk of 10 bytes.", 28), (full.Message, full.HResult));
        Assert.Equal((8, 8), (file.Length, disk.Used));
        Assert.Equal("IOException", await DiskBehavior.Tell(() => file.SetLength(11)));
        file.Write(6, new byte[4]);
        disk.Delete("a");
        disk.WriteText("b", "0123456789");
        disk.Capacity = 3;
        disk.WriteText("b", "012");
        Assert.Equal(3, disk.Used);
    });

    [Fact]
    public void A_flipped_bit_stays_flipped() => Passes(static async sim =>
    {
        SimulatedDisk disk = sim.Disk;
        using IDiskFile file = disk.Open("a");
        file.Append("abc"u8);
        disk.FlipBit("a", 1);
        await file.FlushAsync();
        disk.FlushDirectory();
        disk.FlipBit("a", 2, 5);
        disk.Crash();
        Assert.Equal("acC", disk.ReadText("a"));
        disk.Faults = new DiskFaults { Corruption = 1 };
        string rotten = disk.ReadText("a");
        disk.Faults = DiskFaults.None;
        Assert.NotEqual("acC", rotten);
        Assert.Equal(rotten, disk.ReadText("a"));
    });

    [Fact]
    public void A_misdirected_write_goes_to_another_sector() => Passes(static sim =>
    {
        using IDiskFile file = sim.Disk.Open("a");
        file.Append(new byte[1_024]);
        sim.Disk.Faults = new DiskFaults { MisdirectedWrite = 1 };
        file.Write(3, "x"u8);
        var buffer = new byte[1_024];
        file.Read(0, buffer);
        Assert.Equal((0, (byte)'x'), (buffer[3], buffer[515]));
        return Task.CompletedTask;
    });

    [Fact]
    public void Faults_by_chance_strike_some_runs_and_are_lines_of_the_trace()
    {
        List<RunResult> runs = Twice.RunSeeds(40, static async sim =>
        {
            sim.Disk.Faults = new DiskFaults { ReadError = 0.2, WriteError = 0.2, FlushError = 0.2 };
            for (int i = 0; i < 3; i++)
            {
                await DiskBehavior.Tell(() => sim.Disk.Replace("a", "text"u8));
                await DiskBehavior.Tell(() => sim.Disk.ReadText("a"));
            }
        });

        string[] lines = [.. runs.SelectMany(static run => run.Trace).SelectMany(static step => step.Log).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(
            ["disk of test: the change of a.new failed", "disk of test: the flush of  failed", "disk of test: the flush of a.new failed", "disk of test: the read of a failed", "disk of test: the write of a.new failed"],
            lines);
        Assert.All(runs, static run => Assert.Equal(RunOutcome.Passed, run.Outcome));
    }

    /// <remarks>Mutation: seen to fail when an operation was done as it began.</remarks>
    [Fact]
    public void A_slow_disk_takes_its_time_and_its_late_operations_are_departures()
    {
        HashSet<double> taken = [];
        foreach (RunResult run in Twice.RunSeeds(40, async sim =>
        {
            sim.Disk.Latency = new DiskLatency { Write = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(10)) };
            using IDiskFile file = sim.Disk.Open("a");
            long begin = sim.Time.GetTimestamp();
            Task write = file.AppendAsync("x"u8.ToArray()).AsTask();
            Assert.Equal(0, file.Length);
            await write;
            Assert.Equal(1, file.Length);
            taken.Add(sim.Time.GetElapsedTime(begin).TotalMilliseconds);
        }))
        {
            Assert.Equal(RunOutcome.Passed, run.Outcome);
        }

        Assert.Equal(Enumerable.Range(1, 10).Select(static ms => (double)ms), taken.Order());
    }

    [Fact]
    public void A_canceled_operation_may_have_been_done() => Passes(static async sim =>
    {
        sim.Disk.Latency = new DiskLatency { Write = new(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(5)) };
        using IDiskFile file = sim.Disk.Open("a");
        using var source = new CancellationTokenSource();
        Task append = file.AppendAsync("x"u8.ToArray(), source.Token).AsTask();
        GiveUp(source);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => append);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await file.AppendAsync("x"u8.ToArray(), source.Token));
        await sim.Eventually(() => file.Length == 1, TimeSpan.FromSeconds(1));
        await Task.Delay(10);
        Assert.Equal(1, file.Length);
    });

    [Fact]
    public void Nonsense_is_refused() => Passes(static sim =>
    {
        Assert.StartsWith("A probability lies between 0 and 1.", Assert.Throws<ArgumentOutOfRangeException>(static () => new DiskFaults { ReadError = 1.5 }).Message);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new DiskFaults { LostFlush = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LatencyRange(TimeSpan.FromMilliseconds(-1), TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LatencyRange(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => sim.Disk.Capacity = -1);
        Assert.Throws<FileNotFoundException>(() => sim.Disk.FlipBit("none", 0));
        using IDiskFile file = sim.Disk.Open("a");
        Assert.Throws<ArgumentOutOfRangeException>(() => sim.Disk.FlipBit("a", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Write(-1, "x"u8));
        Assert.Throws<ArgumentException>(() => sim.Disk.FailNextRead("../a"));
        return Task.CompletedTask;
    });

    [Fact]
    public void A_disk_of_a_run_that_is_over_says_so()
    {
        SimulatedDisk? disk = null;
        SimulatedHost? host = null;
        Simulator.Run(sim =>
        {
            disk = sim.Disk;
            host = sim.AddHost("a", static _ => Task.CompletedTask);
            return Task.CompletedTask;
        });
        Assert.StartsWith("This run is over", Assert.Throws<InvalidOperationException>(() => disk!.Open("a")).Message);
        Assert.StartsWith("This run is over", Assert.Throws<InvalidOperationException>(() => host!.Disk).Message);
    }

    [Fact]
    public void A_host_that_stops_leaves_its_disk_as_it_is() => Passes(static async sim =>
    {
        SimulatedHost host = sim.AddHost("store", static host =>
        {
            host.Disk.WriteText("log", $"written by {host.Disk.Host}");
            return Task.CompletedTask;
        });
        await host.Completion;
        Assert.Equal("written by store", host.Disk.ReadText("log"));
        Assert.Empty(sim.Disk.List());
    });

    /// <summary>At once: by the next await the operation may be done.</summary>
    private static void GiveUp(CancellationTokenSource source) => source.Cancel();

    private static void Passes(Func<Simulation, Task> body)
    {
        foreach (RunResult run in Twice.RunSeeds(5, body))
        {
            Assert.True(run.Outcome == RunOutcome.Passed, $"{run.Outcome}: {run.Failure?.Message} {run.Failure?.Exception}");
        }
    }
}
