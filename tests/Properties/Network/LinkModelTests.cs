using System.Buffers.Binary;
using System.Net.Sockets;

namespace Sim.Properties.Network;

/// <summary>
/// Links do as often, and take as long, as their options say. Seeds are fixed, and the bounds lie where a sound link would be found beyond
/// them once in a billion times.
/// </summary>
public class LinkModelTests
{
    private const int Sent = 10_000;

    /// <summary>How many standard deviations a count may be off.</summary>
    private const double MostDeviations = 6;

    private static readonly TimeSpan s_millisecond = TimeSpan.FromMilliseconds(1);

    /// <summary>The deciles of the standard normal distribution, from tables.</summary>
    private static readonly double[] s_normalDeciles =
        [-1.2815515655, -0.8416212336, -0.5244005127, -0.2533471031, 0, 0.2533471031, 0.5244005127, 0.8416212336, 1.2815515655];

    /// <summary>A datagram that arrived: the how-manieth it was, how long it took, and what it carried.</summary>
    private sealed record Arrival(int Number, double Milliseconds, byte[] Content);

    /// <summary>Sends datagrams of a length over a link of these options, and returns what arrives, in order. In the loop's order nothing waits for a turn.</summary>
    private static List<Arrival> Measure(LinkOptions options, int length = 16, int count = Sent, int pause = 0)
    {
        List<Arrival> arrivals = [];
        RunResult run = Simulator.Run(async sim =>
        {
            arrivals.Clear();
            sim.Network.Links = options;
            await sim.AddHost("far", async host =>
            {
                using SimulatedDatagramSocket socket = sim.Network.BindDatagram(9);
                socket.ReceiveBufferSize = 1 << 30;
                for (byte[] buffer = new byte[65_536]; ;)
                {
                    ReceivedDatagram received = await socket.ReceiveAsync(buffer, host.Stopping);
                    int number = BinaryPrimitives.ReadInt32LittleEndian(buffer);
                    long sentAt = BinaryPrimitives.ReadInt64LittleEndian(buffer.AsSpan(4));
                    arrivals.Add(new Arrival(number, (sim.Time.GetTimestamp() - sentAt) / (double)TimeSpan.TicksPerMillisecond, buffer[..received.Length]));
                }
            }).Started;
            using SimulatedDatagramSocket socket = sim.Network.BindDatagram();
            byte[] datagram = new byte[length];
            for (int i = 0; i < count; i++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(datagram, i);
                BinaryPrimitives.WriteInt64LittleEndian(datagram.AsSpan(4), sim.Time.GetTimestamp());
                await socket.SendAsync(datagram, "far", 9);
                if (pause > 0)
                {
                    await Task.Delay(pause);
                }
            }

            await Task.Delay(TimeSpan.FromMinutes(10));
        }, new RunOptions { Ordering = Ordering.Loop, Seed = 42 });
        Assert.True(run.Outcome == RunOutcome.Passed, $"{run.Outcome}: {run.Failure?.Message} {run.Failure?.Exception}");
        return arrivals;
    }

    private static void AssertBinomial(double probability, int count, int of = Sent)
    {
        double deviation = Math.Sqrt(of * probability * (1 - probability));
        Assert.InRange(count, (of * probability) - (MostDeviations * deviation), (of * probability) + (MostDeviations * deviation));
    }

    /// <summary>Pearson's test of values against bins that are equally likely; the bound by Wilson and Hilferty's approximation.</summary>
    private static void AssertEquallyLikely(IEnumerable<double> values, double[] edges)
    {
        int[] counts = new int[edges.Length + 1];
        foreach (double value in values)
        {
            int bin = Array.BinarySearch(edges, value);
            counts[bin < 0 ? ~bin : bin]++;
        }

        double expected = (double)counts.Sum() / counts.Length;
        double statistic = counts.Sum(count => (count - expected) * (count - expected) / expected);
        double spread = 2.0 / (9 * edges.Length);
        double most = edges.Length * Math.Pow(1 - spread + (MostDeviations * Math.Sqrt(spread)), 3);
        Assert.True(statistic < most, $"chi-square {statistic:F1} of {edges.Length} degrees of freedom, at most {most:F1}: {string.Join(' ', counts)}");
    }

    private static double[] Edges(int bins, Func<double, double> quantile) => [.. Enumerable.Range(1, bins - 1).Select(i => quantile((double)i / bins))];

    /// <summary>Seen to fail: a datagram is lost with twice the probability; only the first fragment counts.</summary>
    [Theory]
    [InlineData(0.001, 16, 1)]
    [InlineData(0.1, 16, 1)]
    [InlineData(0.5, 16, 1)]
    [InlineData(0.1, 1_472, 1)]
    [InlineData(0.1, 1_473, 2)]
    [InlineData(0.1, 4_432, 3)]
    [InlineData(0.1, 4_433, 4)]
    public void As_many_are_lost_as_the_probability_and_the_fragments_say(double loss, int length, int fragments)
    {
        int arrived = Measure(new LinkOptions { Loss = loss }, length).Count;
        AssertBinomial(Math.Pow(1 - loss, fragments), arrived);
    }

    /// <summary>Seen to fail: what is doubled arrives three times.</summary>
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.3)]
    public void As_many_arrive_twice_as_the_probability_says(double duplication)
    {
        List<Arrival> arrivals = Measure(new LinkOptions { Duplication = duplication });
        IGrouping<int, Arrival>[] each = [.. arrivals.GroupBy(static arrival => arrival.Number)];
        Assert.Equal(Sent, each.Length);
        Assert.All(each, static group => Assert.InRange(group.Count(), 1, 2));
        AssertBinomial(duplication, each.Count(static group => group.Count() == 2));

        // Both latencies are draws of ten levels: one pair in ten is equal.
        IGrouping<int, Arrival>[] doubled = [.. each.Where(static group => group.Count() == 2)];
        AssertBinomial(0.1, doubled.Count(static group => group.First().Milliseconds == group.Last().Milliseconds), doubled.Length);
    }

    /// <summary>Seen to fail: the flipped bit is one of the first byte.</summary>
    [Fact]
    public void As_many_have_one_bit_flipped_as_the_probability_says_and_any_bit_is_as_likely()
    {
        // What is flipped must not be what the measurement needs: number and time are compared apart.
        const int Length = 64;
        const int Header = 12;
        List<Arrival> arrivals = Measure(new LinkOptions { Corruption = 0.2 }, Length);
        Assert.Equal(Sent, arrivals.Count);
        int[] flipped = [.. arrivals.SelectMany(static arrival => Enumerable.Range(Header * 8, (Length - Header) * 8).Where(bit => (arrival.Content[bit / 8] >> (bit % 8) & 1) != 0))];
        AssertBinomial(0.2 * (Length - Header) / Length, flipped.Length);
        Assert.All(arrivals, static arrival => Assert.InRange(arrival.Content[Header..].Sum(static each => (int)uint.PopCount(each)), 0, 1));
        AssertEquallyLikely(flipped.Select(static bit => bit + 0.5), Edges(26, static p => (Header * 8) + (p * (Length - Header) * 8)));
    }

    [Fact]
    public void Ten_levels_are_equally_likely() =>
        AssertEquallyLikely(Measure(new LinkOptions()).Select(static arrival => arrival.Milliseconds), Edges(10, static p => 0.25 + (p * 5)));

    [Fact]
    public void A_constant_latency_is_constant() =>
        Assert.All(Measure(new LinkOptions { Latency = LatencyDistribution.Constant(3 * s_millisecond) }, count: 100), static arrival => Assert.Equal(3, arrival.Milliseconds));

    [Fact]
    public void A_uniform_latency_is_uniform() => AssertEquallyLikely(
        Measure(new LinkOptions { Latency = LatencyDistribution.Uniform(2 * s_millisecond, 10 * s_millisecond) }).Select(static arrival => arrival.Milliseconds),
        Edges(50, static p => 2 + (8 * p)));

    /// <summary>Seen to fail: the mean counts from zero instead of from the least.</summary>
    [Fact]
    public void An_exponential_latency_is_exponential_and_capped()
    {
        double[] uncapped = Latencies(TimeSpan.FromHours(1));
        AssertEquallyLikely(uncapped, Edges(50, static p => 2 - (8 * Math.Log(1 - p))));
        Assert.InRange(uncapped.Average(), 10 - (MostDeviations * 8 / Math.Sqrt(Sent)), 10 + (MostDeviations * 8 / Math.Sqrt(Sent)));
        double[] capped = Latencies(18 * s_millisecond);
        Assert.Equal(18, capped.Max());
        AssertBinomial(Math.Exp(-2), capped.Count(static latency => latency == 18));

        static double[] Latencies(TimeSpan cap) =>
            [.. Measure(new LinkOptions { Latency = LatencyDistribution.Exponential(2 * s_millisecond, 10 * s_millisecond, cap) }).Select(static arrival => arrival.Milliseconds)];
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(1)]
    public void A_log_normal_latency_is_log_normal(double sigma) => AssertEquallyLikely(
        Measure(new LinkOptions { Latency = LatencyDistribution.LogNormal(20 * s_millisecond, sigma, TimeSpan.FromHours(1)) }).Select(static arrival => arrival.Milliseconds),
        [.. s_normalDeciles.Select(decile => 20 * Math.Exp(sigma * decile))]);

    [Fact]
    public void A_recorded_latency_is_as_often_drawn_as_it_was_recorded()
    {
        LatencyDistribution recorded = LatencyDistribution.Recorded(5 * s_millisecond, s_millisecond, 9 * s_millisecond, s_millisecond);
        List<Arrival> arrivals = Measure(new LinkOptions { Latency = recorded });
        AssertBinomial(0.5, arrivals.Count(static arrival => arrival.Milliseconds == 1));
        AssertBinomial(0.25, arrivals.Count(static arrival => arrival.Milliseconds == 5));
        AssertBinomial(0.25, arrivals.Count(static arrival => arrival.Milliseconds == 9));
    }

    [Fact]
    public void Jitter_is_uniform_on_top_of_the_latency() => AssertEquallyLikely(
        Measure(new LinkOptions { Latency = LatencyDistribution.Constant(s_millisecond), Jitter = 4 * s_millisecond }).Select(static arrival => arrival.Milliseconds),
        Edges(32, static p => 1 + (4 * p)));

    /// <summary>Seen to fail: a reordered datagram takes no longer than others.</summary>
    [Fact]
    public void As_many_are_held_up_as_the_probability_says_and_later_ones_go_past()
    {
        LinkOptions options = new() { Latency = LatencyDistribution.Constant(s_millisecond), Reordering = 0.05, ReorderingDelay = 20 * s_millisecond };
        List<Arrival> arrivals = Measure(options, pause: 1);
        AssertBinomial(0.05 * 1_023 / 1_024, arrivals.Count(static arrival => arrival.Milliseconds > 1));
        Assert.All(arrivals, static arrival => Assert.InRange(arrival.Milliseconds, 1, 21));
        int last = -1;
        int overtaken = 0;
        foreach (Arrival arrival in arrivals)
        {
            overtaken += arrival.Number < last ? 1 : 0;
            last = Math.Max(last, arrival.Number);
        }

        // A datagram follows each millisecond: who is held up by more than one is overtaken.
        AssertBinomial(0.05 * 19 / 20, overtaken);
    }

    /// <summary>Seen to fail: packets do not wait for those before them.</summary>
    [Fact]
    public void A_link_carries_as_many_bytes_as_its_bandwidth()
    {
        LinkOptions options = new() { Latency = LatencyDistribution.Constant(s_millisecond), Bandwidth = 1_000_000, Queue = int.MaxValue };
        List<Arrival> arrivals = Measure(options, length: 1_000, count: 2_000);
        Assert.Equal(2_001, arrivals.Max(static arrival => arrival.Milliseconds));
        Assert.Equal(Enumerable.Range(0, 2_000), arrivals.Select(static arrival => arrival.Number));
        Assert.Equal(Enumerable.Range(2, 2_000).Select(static i => (double)i), arrivals.Select(static arrival => arrival.Milliseconds));
    }

    /// <summary>Seen to fail: the queue has no bound.</summary>
    [Theory]
    [InlineData(10_000, 10)]
    [InlineData(999, 1)]
    [InlineData(1, 1)]
    public void What_finds_no_room_in_the_queue_is_lost(int queue, int arrived)
    {
        LinkOptions options = new() { Bandwidth = 1_000_000, Queue = queue };
        Assert.Equal(arrived, Measure(options, length: 1_000, count: 100).Count);
    }

    /// <summary>The throughput of a stream is that of its link, or that of its window, whichever is less.</summary>
    [Theory]
    [InlineData(500_000, 1, 4, 4.1)]
    [InlineData(0, 100, 5.9, 6.4)]
    public void A_stream_is_as_fast_as_its_link_and_its_window(long bandwidth, int latency, double least, double most)
    {
        double seconds = 0;
        RunResult run = Simulator.Run(async sim =>
        {
            sim.Network.Links = new LinkOptions { Bandwidth = bandwidth, Latency = LatencyDistribution.Constant(TimeSpan.FromMilliseconds(latency)) };
            var listening = new TaskCompletionSource<SimulatedListener>();
            sim.AddHost("far", async host =>
            {
                listening.SetResult(sim.Network.Listen(80));
                await Task.Delay(Timeout.Infinite, host.Stopping);
            });
            SimulatedListener listener = await listening.Task;
            using SimulatedConnection near = await sim.Network.ConnectAsync("far", 80);
            using SimulatedConnection far = await listener.AcceptAsync();
            long start = sim.Time.GetTimestamp();
            Task writing = near.Stream.WriteAsync(new byte[2_000_000]).AsTask();
            await far.Stream.ReadExactlyAsync(new byte[2_000_000]);
            await writing;
            seconds = sim.Time.GetElapsedTime(start).TotalSeconds;
        }, new RunOptions { Ordering = Ordering.Loop });
        Assert.True(run.Outcome == RunOutcome.Passed, run.Failure?.ToString());
        Assert.InRange(seconds, least, most);
    }

    [Fact]
    public void Functions_agree_with_those_of_the_machine_and_with_tables()
    {
        for (double x = 1e-6; x < 1e6; x *= 1.0137)
        {
            Assert.Equal(Math.Log(x), PortableMath.Log(x), 1e-14 * Math.Max(1, Math.Abs(Math.Log(x))));
            double power = Math.Log(x) * 10;
            Assert.Equal(1, PortableMath.Exp(power) / Math.Exp(power), 1e-13);
        }

        Assert.All(s_normalDeciles.Select(static (decile, i) => (decile, p: (i + 1) / 10.0)), static each => Assert.Equal(each.decile, PortableMath.NormalQuantile(each.p), 1e-8));
        Assert.Equal(-3.0902323062, PortableMath.NormalQuantile(0.001), 1e-8);
        Assert.Equal(4.2648907939, PortableMath.NormalQuantile(0.99999), 1e-8);
    }

    [Fact]
    public void Of_one_answer_latencies_grow_with_the_other()
    {
        LatencyDistribution[] all =
        [
            LatencyDistribution.Uniform(TimeSpan.Zero, TimeSpan.FromHours(1)),
            LatencyDistribution.Exponential(s_millisecond, 3 * s_millisecond, TimeSpan.FromHours(1)),
            LatencyDistribution.LogNormal(s_millisecond, 5, TimeSpan.FromHours(1)),
            LatencyDistribution.Recorded(3 * s_millisecond, s_millisecond),
        ];
        foreach (LatencyDistribution distribution in all)
        {
            for (int answer = 1; answer < distribution.Answers; answer++)
            {
                Assert.True(distribution.At(answer) >= distribution.At(answer - 1));
            }

            Assert.InRange(distribution.At(distribution.Answers - 1), 0, TimeSpan.TicksPerHour);
        }
    }

    [Fact]
    public void A_datagram_that_fits_no_frame_is_refused_by_who_does_not_fragment()
    {
        RunResult run = Simulator.Run(static async sim =>
        {
            sim.AddHost("far", static host => Task.Delay(Timeout.Infinite, host.Stopping));
            using SimulatedDatagramSocket socket = sim.Network.BindDatagram();
            socket.DontFragment = true;
            await socket.SendAsync(new byte[1_472], "far", 9);
            var refused = await Assert.ThrowsAsync<SocketException>(async () => await socket.SendAsync(new byte[1_473], "far", 9));
            Assert.Equal(SocketError.MessageSize, refused.SocketErrorCode);
            Assert.EndsWith("the link from test to far has frames of 1,500 bytes, and the socket does not fragment", refused.Message, StringComparison.Ordinal);
        });
        Assert.True(run.Outcome == RunOutcome.Passed, run.Failure?.ToString());
    }
}
