namespace Sim.NoiseFixtures;

/// <summary>Says that a class that simulates is done; the last one ends the noise.</summary>
public sealed class NoiseEnd : IDisposable
{
    public void Dispose() => Noise.OneIsDone();
}
