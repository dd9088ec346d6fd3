using BenchmarkDotNet.Attributes;

namespace Sim.Benchmarks.Micro;

/// <summary>Timers of the loop on a clock that jumps to the next deadline.</summary>
public class TimerBenchmarks : IDisposable
{
    private const int Timers = 1_000;
    private static readonly Action<object?> s_nothing = static _ => { };

    private readonly JumpingTime _time = new();
    private readonly TimerHandle[] _handles = new TimerHandle[Timers];
    private readonly EventLoop _loop;

    public TimerBenchmarks()
    {
        _loop = new EventLoop(new EventLoopOptions { Clock = _time, Selector = _time });
    }

    [Benchmark(OperationsPerInvoke = Timers)]
    public void ScheduleAndFire()
    {
        Schedule();
        _loop.CallLater(TimeSpan.FromSeconds(2), _loop.Stop);
        _loop.RunForever();
    }

    [Benchmark(OperationsPerInvoke = Timers)]
    public void ScheduleAndCancel()
    {
        Schedule();
        Array.ForEach(_handles, static handle => handle.Cancel());
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _loop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>With deadlines in no order.</summary>
    private void Schedule()
    {
        for (int i = 0; i < Timers; i++)
        {
            _handles[i] = _loop.CallAt(_time.Now + (i * 7919 % Timers * TimeSpan.TicksPerMillisecond), s_nothing, null);
        }
    }

    private sealed class JumpingTime : IClock, ISelector
    {
        public long Now { get; private set; }

        public void Select(EventLoop loop, long timeout) => Now += Math.Max(0, timeout);

        public void Wake()
        {
        }

        public void Dispose()
        {
        }
    }
}
