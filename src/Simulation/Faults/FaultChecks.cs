namespace Sim;

/// <summary>Refuses nonsense about faults.</summary>
internal static class FaultChecks
{
    /// <exception cref="ArgumentOutOfRangeException">It is no probability.</exception>
    public static double Probability(double probability, string parameter) => probability is >= 0 and <= 1
        ? probability
        : throw new ArgumentOutOfRangeException(parameter, probability, "A probability lies between 0 and 1.");

    /// <exception cref="ArgumentException">A fault site needs a name, a probability and a longest delay.</exception>
    public static void Delay(string name, TimeSpan most, double probability)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, TimeSpan.FromDays(1));
        Probability(probability, nameof(probability));
    }

    /// <exception cref="ArgumentException">A knob needs a name and another value than the usual one.</exception>
    public static void Knob<T>(string name, T[] others)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(others);
        if (others.Length == 0)
        {
            throw new ArgumentException($"The knob {name} has only its usual value: name at least one other.", nameof(others));
        }
    }
}
