using System.Runtime.CompilerServices;

namespace Sim.Capture;

/// <summary>
/// Fixes the process's seeds of string hashing and of <see cref="HashCode"/>, so that the order of hash tables agrees across
/// processes. Only right before any user code runs: tables filled earlier would no longer find their entries.
/// </summary>
internal static class HashSeeds
{
    private const string CoreLib = ", System.Private.CoreLib";

    public static void Fix()
    {
        Marvin(null) = 0x5157_4D53_494D_0001;
        HashCodeSeed(default) = 0x53494D01;
    }

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "<DefaultSeed>k__BackingField")]
    private static extern ref ulong Marvin([UnsafeAccessorType("System.Marvin" + CoreLib)] object? type);

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "s_seed")]
    private static extern ref uint HashCodeSeed(HashCode type);
}
