using System.Globalization;

namespace Sim.Scenarios.CaptureConformance;

/// <summary>
/// Every conformance case under many seeds, as a file of fingerprints. .ci compares the files of two processes: one cold and
/// beside noise, one warm and quiet (SIM_FINGERPRINTS names the file, SIM_SEEDS, SIM_NOISE and SIM_WARM say how).
/// </summary>
public class FingerprintFileTests
{
    private const int FewSeeds = 2;

    private static readonly string? s_file = Environment.GetEnvironmentVariable("SIM_FINGERPRINTS");

    [Fact]
    public void Every_case_has_the_same_fingerprints_each_time()
    {
        int seeds = int.TryParse(Environment.GetEnvironmentVariable("SIM_SEEDS"), CultureInfo.InvariantCulture, out int asked) ? asked : FewSeeds;
        using PoolAndTimerNoise? noise = Environment.GetEnvironmentVariable("SIM_NOISE") is null ? null : new PoolAndTimerNoise();
        if (Environment.GetEnvironmentVariable("SIM_WARM") is not null)
        {
            _ = Fingerprints(seeds);
        }

        string[] lines = Fingerprints(seeds);
        if (s_file is not null)
        {
            File.WriteAllLines(s_file, lines);
        }
        else
        {
            Assert.Equal(lines, Fingerprints(seeds));
        }
    }

    /// <summary>Cases that escape or hang say of themselves that they are not deterministic.</summary>
    private static string[] Fingerprints(int seeds) =>
    [
        .. from it in ConformanceRegistry.All
           where it.WhyEscapes is null && !it.MayHang
           from seed in Enumerable.Range(0, seeds)
           select $"{it.Id} {seed} {ConformanceRegistry.Run(it.Id, (ulong)seed).Fingerprint}",
    ];

    private sealed class PoolAndTimerNoise : IDisposable
    {
        private readonly Thread[] _threads;
        private volatile bool _stops;

        public PoolAndTimerNoise()
        {
            _threads = [new Thread(HammerPool), new Thread(HammerTimers)];
            Array.ForEach(_threads, static thread => thread.Start());
        }

        public void Dispose()
        {
            _stops = true;
            Array.ForEach(_threads, static thread => thread.Join());
        }

        private void HammerPool()
        {
            while (!_stops)
            {
                using var ran = new ManualResetEventSlim();
                ThreadPool.QueueUserWorkItem(static done => done.Set(), ran, preferLocal: false);
                ran.Wait();
            }
        }

        private void HammerTimers()
        {
            while (!_stops)
            {
                using var timer = new Timer(static _ => { }, null, 1, Timeout.Infinite);
                timer.Change(2, 3);
            }
        }
    }
}
