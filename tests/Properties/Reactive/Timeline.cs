using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace Sim.Properties.Reactive;

/// <summary>A query over time: an operator, two durations in milliseconds, a small number, and what it is applied to.</summary>
internal sealed record Timeline(Operator Operator, int First, int Second, int Count, Timeline[] Children)
{
    /// <summary>The query on a scheduler.</summary>
    public IObservable<int> Build(IScheduler scheduler)
    {
        IObservable<int>[] of = [.. Children.Select(child => child.Build(scheduler))];
        var first = TimeSpan.FromMilliseconds(First);
        var second = TimeSpan.FromMilliseconds(Second);
        return Operator switch
        {
            Operator.Interval => Observable.Interval(first, scheduler).Take(Count).Select(static tick => (int)tick),
            Operator.Timer => Observable.Timer(first, second, scheduler).Take(Count).Select(static tick => 10 + (int)tick),
            Operator.Once => Observable.Timer(first, scheduler).Select(static _ => 20),
            Operator.Generate => Observable.Generate(0, i => i < Count, static i => i + 1, static i => 30 + i, i => i % 2 == 0 ? first : second, scheduler),
            Operator.Fault => Observable.Timer(first, scheduler).SelectMany(static _ => Observable.Throw<int>(new TimelineException())),
            Operator.Delay => of[0].Delay(first, scheduler),
            Operator.DelayEach => of[0].Delay(value => Observable.Timer(value % 2 == 0 ? first : second, scheduler)),
            Operator.DelaySubscription => of[0].DelaySubscription(first, scheduler),
            Operator.Throttle => of[0].Throttle(first, scheduler),
            Operator.Sample => of[0].Sample(Positive(first), scheduler),
            Operator.Buffer => of[0].Buffer(Positive(first), scheduler).Select(Sum),
            Operator.BufferCount => of[0].Buffer(Positive(first), Count, scheduler).Select(Sum),
            Operator.BufferShift => of[0].Buffer(Positive(first), Positive(second), scheduler).Select(Sum),
            Operator.Window => of[0].Window(Positive(first), scheduler).SelectMany(static window => window.ToList().Select(Sum)),
            Operator.WindowCount => of[0].Window(Positive(first), Count, scheduler).SelectMany(static window => window.Count()),
            Operator.Timeout => of[0].Timeout(Positive(first), scheduler),
            Operator.TimeoutOther => of[0].Timeout(Positive(first), of[1], scheduler),
            Operator.Take => of[0].Take(first, scheduler),
            Operator.Skip => of[0].Skip(first, scheduler),
            Operator.TakeLast => of[0].TakeLast(first, scheduler),
            Operator.SkipLast => of[0].SkipLast(first, scheduler),
            Operator.TimeInterval => of[0].TimeInterval(scheduler).Select(static value => (int)value.Interval.TotalMilliseconds),
            Operator.ObserveOn => of[0].ObserveOn(scheduler),
            Operator.SubscribeOn => of[0].SubscribeOn(scheduler),
            Operator.Merge => Observable.Merge(of),
            Operator.Concat => Observable.Concat(of),
            Operator.CombineLatest => of[0].CombineLatest(of[1], static (one, other) => (one * 100) + other),
            Operator.Zip => of[0].Zip(of[1], static (one, other) => (one * 100) + other),
            Operator.Amb => of[0].Amb(of[1]),
            Operator.TakeUntil => of[0].TakeUntil(of[1]),
            Operator.SkipUntil => of[0].SkipUntil(of[1]),
            Operator.Switch => of[0].Select(_ => of[1]).Switch(),
            Operator.WithLatest => of[0].WithLatestFrom(of[1], static (one, other) => (one * 100) + other),
            Operator.SampleBy => of[0].Sample(of[1]),
            Operator.Catch => of[0].Catch(of[1]),
            Operator.RepeatTwice => of[0].Repeat(2),
            _ => throw new InvalidOperationException($"{Operator} is no operator."),
        };
    }

    /// <summary>As a tree in one line.</summary>
    public override string ToString() => $"{Operator}({First}, {Second}, {Count}{string.Concat(Children.Select(static child => $", {child}"))})";

    private static TimeSpan Positive(TimeSpan duration) => duration > TimeSpan.Zero ? duration : TimeSpan.FromMilliseconds(1);

    private static int Sum(IList<int> values) => (values.Count * 1_000) + values.Sum();
}
