using System.Globalization;

namespace Sim.NoiseFixtures;

/// <summary>What whoever starts this asks for.</summary>
internal static class Runs
{
    /// <summary>How many tests simulate.</summary>
    public const int Tests = 2;

    /// <summary>Noise without an end would hang the test host.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>How many runs there are: as many in one exploration, and a tenth as many as a test of its own.</summary>
    public static int Count { get; } = int.Parse(Environment.GetEnvironmentVariable("SIM_NOISE_RUNS") ?? "50", CultureInfo.InvariantCulture);

    /// <summary>Where the behavior of each run is written, a line a run; or null.</summary>
    public static string? File { get; } = Environment.GetEnvironmentVariable("SIM_NOISE_FILE");
}
