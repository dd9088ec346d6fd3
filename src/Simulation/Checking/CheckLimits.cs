namespace Sim.Checking;

/// <summary>How much a judge may take before it says that it cannot tell. Neither depends on the machine, so that a verdict does not either.</summary>
public sealed record CheckLimits
{
    private const long Mebibyte = 1L << 20;

    /// <summary>How many operations it may try to put somewhere, in all.</summary>
    /// <value>Default 5,000,000, some seconds at most; from 1.</value>
    public long MaxSteps { get; init; } = 5_000_000;

    /// <summary>How much memory it may take for what it has seen already, in bytes.</summary>
    /// <value>Default 512 MiB; from 1 MiB to 8 GiB.</value>
    public long MaxMemory { get; init; } = 512 * Mebibyte;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSteps, 1);
        if (MaxMemory is < Mebibyte or > 8192 * Mebibyte)
        {
            throw new ArgumentOutOfRangeException(nameof(MaxMemory), MaxMemory, "A judge may take from 1 MiB to 8 GiB.");
        }
    }
}
