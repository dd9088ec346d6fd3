using Sim.Capture;

namespace Sim;

/// <summary>Faults for code that has no <see cref="Simulation"/> at hand: a program under test. Outside of a simulation nothing ever strikes.</summary>
/// <remarks>
/// The cost outside of a simulation is that of looking at a thread-static field. Code of a host that is down, or of a run that is over, meets no faults
/// either.
/// </remarks>
public static class Faults
{
    /// <summary>How likely an active site is to strike at each hit, where nothing is said.</summary>
    public const double UsualProbability = 0.25;

    private static FaultSites? Sites => Carrier.Current is not null && Session.CurrentWorld is { IsInLiveStep: true } world ? world.FaultSites : null;

    /// <summary>Whether the named fault strikes here: <see cref="Simulation.Fault"/> in a simulation, false elsewhere.</summary>
    /// <param name="name">How reports speak of the fault. Sites of one name are one site.</param>
    /// <param name="probability">How likely it is at each hit, in a run in which the site is active: from 0 to 1.</param>
    /// <exception cref="ArgumentException">The name is empty, or <paramref name="probability"/> is not between 0 and 1.</exception>
    public static bool Strikes(string name, double probability = UsualProbability)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        FaultChecks.Probability(probability, nameof(probability));
        return Sites is { } sites && sites.Strikes(name, probability);
    }

    /// <summary>Waits for a while, if the named fault strikes here; completes at once otherwise, and outside of a simulation.</summary>
    /// <param name="name">How reports speak of the fault.</param>
    /// <param name="most">The longest wait, from 1 ms to a day; a draw chooses among sixteenths of it.</param>
    /// <param name="probability">How likely it is at each hit, in a run in which the site is active: from 0 to 1.</param>
    /// <exception cref="ArgumentException">The name is empty, or another argument is out of range.</exception>
    public static Task DelayAsync(string name, TimeSpan most, double probability = UsualProbability)
    {
        FaultChecks.Delay(name, most, probability);
        return Sites is { } sites ? sites.DelayAsync(name, most, probability) : Task.CompletedTask;
    }

    /// <summary>A value that a simulation may change: <see cref="Simulation.Knob"/> in a simulation, the usual one elsewhere.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="name">How reports speak of the knob.</param>
    /// <param name="usual">What it is in production.</param>
    /// <param name="others">What else it may be: small buffers, short timeouts, batches of one.</param>
    /// <exception cref="ArgumentException">The name is empty, there is no other value, or not as many as when it was asked for first.</exception>
    public static T Knob<T>(string name, T usual, params T[] others)
    {
        FaultChecks.Knob(name, others);
        int chosen = Sites is { } sites ? sites.Knob(name, others.Length + 1, value => others[value - 1]) : 0;
        return chosen == 0 ? usual : others[chosen - 1];
    }
}
