using System.Reflection;
using System.Runtime.InteropServices;

namespace Sim.Capture;

/// <summary>
/// Whether a class has been initialized: reading its statics would initialize it otherwise, which is code of the user's, run at a time
/// of ours. The runtime keeps the answer in the first bit of what it knows of a type besides its method table.
/// </summary>
internal static class ClassInitialization
{
    private static readonly int? s_offset = FindOffset();

    /// <summary>Whether its statics can be read without running anything.</summary>
    public static bool IsDone(Type type) => type.TypeInitializer is null || s_offset is { } offset
        && (Marshal.ReadInt32(Marshal.ReadIntPtr(type.TypeHandle.Value, offset)) & 1) != 0;

    private static int? FindOffset()
    {
        Type? table = typeof(object).Assembly.GetType("System.Runtime.CompilerServices.MethodTable");
        Type? data = typeof(object).Assembly.GetType("System.Runtime.CompilerServices.MethodTableAuxiliaryData");
        bool isFirst = data?.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).FirstOrDefault()?.Name == "Flags";
        return isFirst
            ? table?.GetField("AuxiliaryData", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.GetCustomAttribute<FieldOffsetAttribute>()?.Value
            : null;
    }
}
