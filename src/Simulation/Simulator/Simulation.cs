namespace Sim;

/// <summary>
/// The deterministic world handed to a test body: its time, its random numbers, its choices and its log.
/// </summary>
/// <remarks>
/// One instance lives for one run. Whatever it decides is a draw from the run's recorded choice source, so the same
/// seed gives the same answers in any process and a replay gives them again. Use it from inside the run only.
/// </remarks>
public sealed class Simulation
{
    internal Simulation()
    {
    }

    /// <summary>The seed of this run.</summary>
    public ulong Seed => throw new NotImplementedException();

    /// <summary>The virtual clock, with timers that fire in virtual time. Resolution: 100 ns.</summary>
    public TimeProvider Time => throw new NotImplementedException();

    /// <summary>Random numbers of this run; every one is a recorded draw.</summary>
    public Random Random => throw new NotImplementedException();

    /// <summary>Draws a number from 0 (the boring choice, toward which shrinking drives) to <paramref name="n"/> - 1.</summary>
    public int Choose(int n) => throw new NotImplementedException();

    /// <summary>Whether the named fault strikes here (BUGGIFY): a recorded draw, of which 0 is "no".</summary>
    public bool Fault(string name, double probability) => throw new NotImplementedException();

    /// <summary>States an invariant: the run fails at once, with <paramref name="name"/>, where it does not hold.</summary>
    public void Always(bool condition, string name) => throw new NotImplementedException();

    /// <summary>States what some run should reach; exploration reports what none reached.</summary>
    public void Sometimes(bool condition, string name) => throw new NotImplementedException();

    /// <summary>Writes a line into the trace, under the step that runs.</summary>
    public void Log(string message) => throw new NotImplementedException();
}
