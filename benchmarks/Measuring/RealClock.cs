using System.Globalization;

namespace Sim.Benchmarks.Measuring;

/// <summary>The machine's time, also inside a step, whose clocks are virtual: as the kernel tells it.</summary>
internal static class RealClock
{
    /// <summary>Seconds since the machine started, to a hundredth.</summary>
    public static double Seconds() => double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
}
