using BenchmarkDotNet.Attributes;

namespace Sim.Benchmarks.Micro;

/// <summary>What a random pick costs: an entry is added, and one is taken from the middle of the ready set.</summary>
public class ReadyQueueBenchmarks
{
    private ReadyQueue _queue;
    private long _sequence;

    [Params(4, 64, 1024)]
    public int Ready { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _queue = new ReadyQueue(16);
        for (int i = 0; i < Ready; i++)
        {
            Add();
        }
    }

    [Benchmark]
    public long AddAndTakeFromTheMiddle()
    {
        Add();
        _queue.Take(Ready / 2, out ReadyEntry entry);
        return entry.Sequence;
    }

    private void Add() => _queue.Add(new ReadyEntry { Callback = s_nothing, Sequence = ++_sequence });

    private static readonly Action s_nothing = static () => { };
}
