using System.Reactive.Concurrency;
using Sim.VirtualTime;

namespace Sim;

/// <summary>Schedulers of System.Reactive for loops and simulations.</summary>
public static class SchedulerExtensions
{
    /// <summary>
    /// A scheduler in the simulated world: what it runs is a step each, at virtual time, in an order that the run's strategy picks. To be called inside the run.
    /// </summary>
    /// <param name="simulation">The world of the run.</param>
    /// <exception cref="InvalidOperationException">The run is over, or the caller is not in it.</exception>
    public static LoopScheduler ToScheduler(this Simulation simulation)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        return new LoopScheduler(EventLoop.Current, simulation.Time);
    }

    /// <summary>A scheduler whose work runs on a loop.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="time">What the loop's clock showed when; default: the machine's.</param>
    public static LoopScheduler ToScheduler(this EventLoop loop, TimeProvider? time = null) => new(loop, time);

    /// <summary>
    /// Slaves a virtual-time scheduler to the simulation's clock: its clock shows how much virtual time has passed since, and its work runs when it is due, a
    /// step each. Nobody else may start or advance it meanwhile. To be called inside the run.
    /// </summary>
    /// <typeparam name="TAbsolute">How it tells points in time.</typeparam>
    /// <typeparam name="TRelative">How it tells durations.</typeparam>
    /// <param name="scheduler">Any: Rx's own <see cref="HistoricalScheduler"/>, the TestScheduler of Microsoft.Reactive.Testing, one of yours.</param>
    /// <param name="simulation">The world of the run.</param>
    /// <returns>What lets it go again.</returns>
    /// <exception cref="InvalidOperationException">The scheduler is running, the run is over, or the caller is not in it.</exception>
    public static IDisposable Follow<TAbsolute, TRelative>(this VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler, Simulation simulation)
        where TAbsolute : IComparable<TAbsolute>
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        ArgumentNullException.ThrowIfNull(simulation);
        return scheduler.IsEnabled
            ? throw new InvalidOperationException("The virtual-time scheduler is running already: one that follows the simulation is not started by anybody else.")
            : new SlavedScheduler<TAbsolute, TRelative>(scheduler, simulation);
    }
}
