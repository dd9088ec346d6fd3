namespace Sim;

/// <summary>A run is a seed: run number i has the first seed + i - 1.</summary>
internal sealed class SeedSource(ulong seed) : IRunSource
{
    public RunSpec? Make(RunSpec template, int run) => template with { Seed = seed + (ulong)run - 1 };

    public string? Completed(World world) => null;
}
