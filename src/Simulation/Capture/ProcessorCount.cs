using System.Runtime.CompilerServices;

namespace Sim.Capture;

/// <summary>
/// Gives a process that has just begun the number of processors that exact capture needs. Only before anything has used the thread
/// pool: the pool looks at the number once.
/// </summary>
internal static class ProcessorCount
{
    private const int Needed = 33;

    public static void Raise()
    {
        if (Environment.ProcessorCount < Needed)
        {
            Known(null) = Needed;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "<ProcessorCount>k__BackingField")]
    private static extern ref int Known([UnsafeAccessorType("System.Environment, System.Private.CoreLib")] object? type);
}
