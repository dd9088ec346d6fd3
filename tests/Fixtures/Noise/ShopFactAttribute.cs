namespace Sim.NoiseFixtures;

/// <summary>A tenth of the runs that this process was asked for.</summary>
public sealed class ShopFactAttribute : SimulationFactAttribute
{
    public ShopFactAttribute()
    {
        Runs = Math.Max(1, NoiseFixtures.Runs.Count / 10);
    }
}
