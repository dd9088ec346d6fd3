namespace Sim.WrongFixtures;

public sealed class WrongSimulations
{
    [Simulation]
    public void Returns_nothing(Simulation sim) => sim.Log("never run");
}
