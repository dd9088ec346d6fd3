using BenchmarkDotNet.Attributes;

namespace Sim.Benchmarks.Micro;

/// <summary>Tokens of a run with two hundred choices, a tenth of them departures.</summary>
public class TokenBenchmarks
{
    private const int Choices = 200;

    private readonly Token _token = new()
    {
        Name = 1,
        Build = 2,
        Processors = Environment.ProcessorCount,
        Choices = [.. Enumerable.Range(1, Choices).Select(static i => i % 10 == 0 ? i % 7 + 1 : 0)],
        Draws = Choices,
        Steps = Choices,
        Fingerprint = Fingerprint.Empty,
    };

    private string _text = "";

    [GlobalSetup]
    public void SetUp() => _text = Format();

    [Benchmark]
    public string Format() => TokenText.Format(_token);

    [Benchmark]
    public object Parse() => TokenText.Parse(_text);
}
