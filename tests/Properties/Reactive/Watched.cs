using System.Reactive.Concurrency;

namespace Sim.Properties.Reactive;

/// <summary>Runs timelines on schedulers and writes down what observers see, and when.</summary>
internal static class Watched
{
    /// <summary>Longer than any timeline takes, and no time at which anything is due.</summary>
    private static readonly TimeSpan s_horizon = TimeSpan.FromMilliseconds(10_000.5);

    /// <summary>On Rx's own virtual time.</summary>
    public static IReadOnlyList<string> OnHistorical(Timeline timeline)
    {
        var scheduler = new HistoricalScheduler(DateTimeOffset.UnixEpoch);
        List<string> seen = [];
        using IDisposable subscription = Subscribe(timeline, scheduler, () => scheduler.Clock - DateTimeOffset.UnixEpoch, seen);
        scheduler.AdvanceBy(s_horizon);
        return seen;
    }

    /// <summary>In a simulation, first come, first served.</summary>
    public static IReadOnlyList<string> InSimulation(Timeline timeline, Ordering ordering) => Simulate(
        ordering,
        (simulation, seen) =>
        {
            LoopScheduler scheduler = simulation.ToScheduler();
            DateTimeOffset began = scheduler.Now;
            return Subscribe(timeline, scheduler, () => scheduler.Now - began, seen);
        });

    /// <summary>On Rx's own virtual time, which follows a simulation.</summary>
    public static IReadOnlyList<string> Slaved(Timeline timeline, Ordering ordering) => Simulate(
        ordering,
        (simulation, seen) =>
        {
            var scheduler = new HistoricalScheduler(DateTimeOffset.UnixEpoch);
            scheduler.Follow(simulation);
            return Subscribe(timeline, scheduler, () => scheduler.Clock - DateTimeOffset.UnixEpoch, seen);
        });

    /// <summary>On an event loop whose clock a test moves.</summary>
    public static IReadOnlyList<string> OnLoop(Timeline timeline)
    {
        var time = new Loops.ManualTime();
        using var loop = new EventLoop(new EventLoopOptions { Clock = time, Selector = time });
        List<string> seen = [];
        loop.CallSoon(() =>
        {
            LoopScheduler scheduler = loop.ToScheduler();
            Subscribe(timeline, scheduler, () => TimeSpan.FromTicks(time.Now), seen);
            loop.CallLater(s_horizon, loop.Stop);
        });
        loop.RunForever();
        return seen;
    }

    private static List<string> Simulate(Ordering ordering, Func<Simulation, List<string>, IDisposable> subscribe)
    {
        List<string> seen = [];
        RunResult run = Run();
        RunResult again = Run();
        Assert.True(run.Outcome == RunOutcome.Passed, run.Story);
        Assert.Equal(run.Fingerprint, again.Fingerprint);
        return seen;

        RunResult Run() => Simulator.Run(
            async simulation =>
            {
                seen.Clear();
                using IDisposable subscription = subscribe(simulation, seen);
                var horizon = new TaskCompletionSource();
                EventLoop.Current.CallLater(s_horizon, horizon.SetResult);
                await horizon.Task;
            },
            new RunOptions { Strategy = "fifo", Ordering = ordering });
    }

    private static IDisposable Subscribe(Timeline timeline, IScheduler scheduler, Func<TimeSpan> clock, List<string> seen) => timeline.Build(scheduler).Subscribe(
        value => seen.Add($"{clock().TotalMilliseconds}: {value}"),
        fault => seen.Add($"{clock().TotalMilliseconds}: {fault.GetType().Name}"),
        () => seen.Add($"{clock().TotalMilliseconds}: done"));
}
