using BenchmarkDotNet.Attributes;

namespace Sim.Benchmarks.Micro;

/// <summary>Callbacks through the loop, first come, first served.</summary>
public class LoopBenchmarks : IDisposable
{
    private const int Callbacks = 1_000;
    private static readonly Action<object?> s_nothing = static _ => { };

    private readonly EventLoop _loop = new();
    private Action<object?> _next = s_nothing;
    private int _left;

    [GlobalSetup]
    public void SetUp() => _next = Next;

    [Benchmark(OperationsPerInvoke = Callbacks)]
    public void Burst()
    {
        for (int i = 0; i < Callbacks; i++)
        {
            _loop.CallSoon(s_nothing, null);
        }

        _loop.Stop();
        _loop.RunForever();
    }

    [Benchmark(OperationsPerInvoke = Callbacks)]
    public void Chain()
    {
        _left = Callbacks;
        _loop.CallSoon(_next, null);
        _loop.RunForever();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _loop.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Next(object? state)
    {
        if (--_left > 0)
        {
            _loop.CallSoon(_next, null);
        }
        else
        {
            _loop.Stop();
        }
    }
}
