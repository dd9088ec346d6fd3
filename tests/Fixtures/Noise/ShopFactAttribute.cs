namespace Sim.NoiseFixtures;

/// <summary>As many runs as this process was asked for.</summary>
public sealed class ShopFactAttribute : SimulationFactAttribute
{
    public ShopFactAttribute()
    {
        Runs = NoiseFixtures.Runs.Count;
    }
}
