namespace Sim.Checking;

/// <summary>What the searches of one judgment may still take.</summary>
internal sealed class Budget(CheckLimits limits)
{
    public long Steps { get; private set; }

    /// <summary>Why it is over, or null.</summary>
    public string? Exhausted { get; private set; }

    /// <summary>Takes a step; false if that was one too many.</summary>
    public bool Spend(SeenSet seen)
    {
        if (++Steps > limits.MaxSteps)
        {
            Exhausted = $"{limits.MaxSteps:N0} steps (MaxSteps)";
        }
        else if (seen.Bytes > limits.MaxMemory)
        {
            Exhausted = $"{limits.MaxMemory >> 20:N0} MiB (MaxMemory)";
        }

        return Exhausted is null;
    }
}
