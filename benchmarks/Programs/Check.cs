using System.Diagnostics;

namespace Sim.Benchmarks.Programs;

/// <summary>The assertion of the programs.</summary>
[StackTraceHidden]
internal static class Check
{
    public static void That(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
