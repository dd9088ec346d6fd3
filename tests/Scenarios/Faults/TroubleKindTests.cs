using System.Diagnostics.CodeAnalysis;
using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Faults;

/// <summary>Each kind of trouble alone: it strikes, does what it is called after, and is undone.</summary>
[SuppressMessage("Usage", "MA0040:Forward the CancellationToken", Justification = "What a host does without one is the subject.")]
public class TroubleKindTests
{
    private static readonly TroubleOptions s_options = new() { Interval = TimeSpan.FromSeconds(2), Longest = TimeSpan.FromSeconds(2) };

    public static TheoryData<FaultKinds, string> Lines => new()
    {
        { FaultKinds.Crash, " crashed" },
        { FaultKinds.Pause, " pauses for " },
        { FaultKinds.ClockJump, " is set " },
        { FaultKinds.ClockDrift, " ppm " },
        { FaultKinds.Partition, "partition" },
        { FaultKinds.Clog, "clogged: " },
        { FaultKinds.Loss, "links lose " },
        { FaultKinds.Latency, "packets take up to " },
        { FaultKinds.Duplication, "links double " },
        { FaultKinds.Reordering, "links hold up " },
        { FaultKinds.Corruption, "links damage " },
        { FaultKinds.DiskErrors, "may fail" },
        { FaultKinds.DiskSlow, " takes up to " },
        { FaultKinds.DiskFull, " is full" },
        { FaultKinds.DiskLies, "may go wrong in silence" },
    };

    /// <summary>
    /// Seen to fail: a timer of a host that was down became ready behind another that was due at the same time, unless it had
    /// been swept before.
    /// </summary>
    [Theory]
    [MemberData(nameof(Lines))]
    public void A_kind_of_trouble_is_told_and_undone(FaultKinds kind, string line)
    {
        int struck = 0;
        foreach (RunResult result in Twice.RunSeeds(5, async sim =>
        {
            sim.Faults.Require(kind);
            SimulatedHost[] hosts = [.. Enumerable.Range(1, 3).Select(i => sim.AddHost($"h{i}", static host => WriteAsync(host.Disk)))];
            LinkOptions links = sim.Network.Links;
            TroubleReport report = await sim.Trouble(TimeSpan.FromSeconds(20), s_options with { Kinds = kind });
            struck += report.CountOf(kind);
            Assert.Equal(report.CountOf(kind), report.Count);
            Assert.Equal(links, sim.Network.Links);
            Assert.Empty(sim.Network.Faults);
            Assert.All(hosts, static host => Assert.True(host.IsRunning));
            Assert.All(hosts, static host => Assert.Equal((DiskFaults.None, new DiskLatency(), 64L << 20), (host.Disk.Faults, host.Disk.Latency, host.Disk.Capacity)));
            Assert.All(hosts, static host => Assert.Equal((TimeSpan.Zero, 0.0), (host.Clock.Skew, host.Clock.Drift)));
        }))
        {
            Assert.Null(result.Failure);
            Assert.Contains(result.Trace.SelectMany(static step => step.Log), text => text.Contains(line, StringComparison.Ordinal));
        }

        Assert.InRange(struck, 30, 150);
    }

    /// <summary>What a program does on a disk that may fail.</summary>
    private static async Task WriteAsync(SimulatedDisk disk)
    {
        for (int i = 0; ; i++)
        {
            await Task.Delay(100);
            try
            {
                using IDiskFile file = await disk.OpenAsync($"f{i % 3}");
                await file.WriteAsync(0, new byte[100]);
                await file.FlushAsync();
            }
            catch (IOException)
            {
                // That is what it is here for.
            }
        }
    }
}
