using BenchmarkDotNet.Attributes;

namespace Sim.Benchmarks.Micro;

/// <summary>Draws, and what makes a run's fingerprint.</summary>
public class ChoiceBenchmarks
{
    private const int Draws = 1_000;

    private readonly ChoiceSource _choices = new();

    [Benchmark(OperationsPerInvoke = Draws)]
    public int DrawAndRecord()
    {
        _choices.Begin(1, script: null);
        int sum = 0;
        for (int i = 0; i < Draws; i++)
        {
            sum += _choices.Draw(ChoiceDomain.Test, 10);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Draws)]
    public object MixIntoFingerprint()
    {
        Fingerprint fingerprint = Fingerprint.Empty;
        for (int i = 0; i < Draws; i++)
        {
            fingerprint.Mix((ulong)i);
        }

        return fingerprint.Low;
    }

    [Benchmark]
    public void BeginRun() => _choices.Begin(1, script: null);
}
