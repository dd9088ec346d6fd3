namespace Sim.ToolFixtures;

/// <summary>Simulations that state what should happen in some run.</summary>
public static class SometimesSimulations
{
    [Simulation(Runs = 40)]
    public static Task Is_never_full(Simulation sim)
    {
        sim.Sometimes(sim.Seed > 1_000, "the cache is full");
        return Task.CompletedTask;
    }

    [Simulation(Runs = 40)]
    public static Task Is_rarely_full(Simulation sim)
    {
        sim.Sometimes(sim.Seed == 30, "the cache is full");
        return Task.CompletedTask;
    }
}
