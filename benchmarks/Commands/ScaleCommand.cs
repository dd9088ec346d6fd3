using System.Globalization;
using Gossip.Simulations;
using Sim.Benchmarks.Measuring;

namespace Sim.Benchmarks.Commands;

/// <summary>What one more host costs: a group that gossips (samples/Gossip), and hosts that only wait, from 10 to 10,000 of them.</summary>
internal static class ScaleCommand
{
    private const int Rounds = 3;
    private const double LeastMessagesPerSecond = 500_000;
    private const int MeasuredHosts = 1_000;
    private const double MostBytesPerIdleHost = 4_096;
    private const double MostGrowth = 3;

    /// <summary>In a period of a second each member sends a probe and gets an answer.</summary>
    private const double MessagesPerSecond = 2;

    /// <summary>The first periods, in which members begin one after another, are not measured.</summary>
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(3);

    public static int Run(Arguments options)
    {
        int[] sizes = Sizes(options.Text("--hosts") ?? "10,100,1000,10000");
        double messages = options.Number("--messages", 1_000_000);
        options.Done();
        Console.WriteLine($"# Scale: {Machine.Header()}");
        Console.WriteLine("Gossip (probe and answer once a second each), full trace, random schedules, by processor time, median of 3 rounds.");
        Console.WriteLine();
        Row[] rows = [.. sizes.Select(size => Measure(size, messages))];
        Print(rows);
        return Judge(rows) ? 0 : 1;
    }

    private static int[] Sizes(string text) =>
        [.. text.Split(',').Select(static size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out int hosts) && hosts is >= 2 and <= 20_000
            ? hosts
            : throw new UsageException($"--hosts: \"{size}\" is no number of hosts from 2 to 20,000."))];

    private static Row Measure(int hosts, double messages)
    {
        TimeSpan time = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(messages / MessagesPerSecond / hosts)));
        var gossip = new GossipMeter(hosts, time);
        new MeasuredPlan($"gossip of {hosts}", gossip.RunAsync, Rounds + 1).Execute();
        var idle = new IdleMeter(hosts);
        new MeasuredPlan($"{hosts} idle hosts", idle.RunAsync, 2).Execute();
        Sample[] samples = [.. gossip.Samples.Skip(1)];
        return new Row(
            hosts,
            Quantiles.Median(samples.Select(static sample => sample.Messages)),
            Quantiles.Median(samples.Select(static sample => sample.Processor.TotalSeconds / sample.Messages)),
            Quantiles.Median(samples.Select(sample => time / sample.Processor)),
            Quantiles.Median(samples.Select(sample => time / sample.Wall)),
            idle.BytesPerHost);
    }

    private static void Print(Row[] rows)
    {
        var table = new Table("hosts", "messages", "messages/s", "ns/message", "to the first", "virtual s/CPU s", "virtual s/wall s", "bytes/idle host");
        foreach (Row row in rows)
        {
            table.Add(
                Machine.Format(row.Hosts),
                Machine.Format(row.Messages),
                Machine.Format(1 / row.SecondsPerMessage),
                Machine.Format(row.SecondsPerMessage * 1e9),
                $"{(row.SecondsPerMessage / rows[0].SecondsPerMessage).ToString("N2", CultureInfo.InvariantCulture)} x",
                row.VirtualPerProcessor.ToString("N1", CultureInfo.InvariantCulture),
                row.VirtualPerWall.ToString("N1", CultureInfo.InvariantCulture),
                Machine.Format(row.BytesPerIdleHost));
        }

        table.Print();
    }

    /// <summary>Of few idle hosts each also carries a part of what there is once.</summary>
    private static bool Judge(Row[] rows)
    {
        bool fast = rows.Where(static row => row.Hosts == MeasuredHosts).All(static row => 1 / row.SecondsPerMessage >= LeastMessagesPerSecond);
        bool small = rows.Where(static row => row.Hosts >= MeasuredHosts).All(static row => row.BytesPerIdleHost < MostBytesPerIdleHost);
        bool even = rows[^1].SecondsPerMessage <= MostGrowth * rows[0].SecondsPerMessage;
        Console.WriteLine($"Bars: {LeastMessagesPerSecond:N0} messages/s at {MeasuredHosts:N0} hosts: {Word(fast)}; less than {MostBytesPerIdleHost:N0} bytes per idle host: {Word(small)}; a message costs at most {MostGrowth} x that at the fewest: {Word(even)}.");
        return fast && small && even;
    }

    private static string Word(bool holds) => holds ? "holds" : "MISSED";

    private sealed record Row(int Hosts, double Messages, double SecondsPerMessage, double VirtualPerProcessor, double VirtualPerWall, double BytesPerIdleHost);

    private readonly record struct Sample(double Messages, TimeSpan Processor, TimeSpan Wall);

    /// <summary>A group that gossips for a while.</summary>
    private sealed class GossipMeter(int hosts, TimeSpan time)
    {
        public List<Sample> Samples { get; } = [];

        public async Task RunAsync(Simulation sim)
        {
            var group = new Group(sim, hosts);
            await Task.Delay(s_settling);
            long messages = group.Sent;
            TimeSpan processor = Environment.CpuUsage.TotalTime;
            double wall = RealClock.Seconds();
            await Task.Delay(time);
            Samples.Add(new Sample(group.Sent - messages, Environment.CpuUsage.TotalTime - processor, TimeSpan.FromSeconds(RealClock.Seconds() - wall)));
        }
    }

    /// <summary>Hosts with a socket that wait. The second run counts: what grows once, such as the trace, has grown in the first.</summary>
    private sealed class IdleMeter(int hosts)
    {
        public double BytesPerHost { get; private set; }

        public async Task RunAsync(Simulation sim)
        {
            long before = GC.GetTotalMemory(forceFullCollection: true);
            for (int i = 0; i < hosts; i++)
            {
                sim.AddHost($"idle{i}", async host =>
                {
                    using SimulatedDatagramSocket socket = sim.Network.BindDatagram(80);
                    await Task.Delay(Timeout.Infinite, host.Stopping);
                });
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
            BytesPerHost = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / hosts;
        }
    }
}
