using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace Sim.Properties.Docs;

/// <summary>The code of docs/reactive.md.</summary>
public class ReactivePage
{
    [SimulationFact(Runs = 20)]
    public async Task A_simulation(Simulation sim)
    {
        LoopScheduler scheduler = sim.ToScheduler();
        IList<long> ticks = await Observable.Interval(TimeSpan.FromHours(1), scheduler).Take(3).ToList();
        Assert.Equal([0, 1, 2], ticks);
    }

    [Fact]
    public void A_loop()
    {
        int thread = 0;
        using var loop = new EventLoop();
        loop.RunUntilComplete(async () =>
        {
            LoopScheduler scheduler = loop.ToScheduler();
            await Observable.Timer(TimeSpan.FromMilliseconds(5), scheduler).Do(_ => thread = Environment.CurrentManagedThreadId);
        });
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    [SimulationFact(Runs = 20)]
    public async Task Virtual_time(Simulation sim)
    {
        var scheduler = new HistoricalScheduler(sim.Time.GetUtcNow());
        using IDisposable following = scheduler.Follow(sim);
        await Observable.Timer(TimeSpan.FromHours(1), scheduler);
        Assert.Equal(sim.Time.GetUtcNow(), scheduler.Clock);
    }
}
