using System.Globalization;
using System.Runtime.InteropServices;

namespace Sim.Benchmarks.Measuring;

/// <summary>What a table must say about where it was made.</summary>
internal static class Machine
{
    public static string Header()
    {
        string status = File.ReadLines("/proc/self/status").First(static line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal));
        return $"{RuntimeInformation.FrameworkDescription}, processors {status.Split(':')[1].Trim()}, load {LoadAverage()}";
    }

    /// <summary>Over 1, 5 and 15 minutes.</summary>
    public static string LoadAverage() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3));

    public static string Format(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
