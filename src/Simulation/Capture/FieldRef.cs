using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Sim.Capture;

/// <summary>
/// A private field of a runtime class, as a reference into any instance of it. UnsafeAccessor cannot return a reference
/// to a field whose own type is private (seen on .NET 10.0.12), so the field's offset is measured once on an instance and
/// added to every other: a load and an addition, with no delegate between.
/// </summary>
internal readonly struct FieldRef<T>
{
    private readonly nint _offset;

    public FieldRef(object instance, params string[] path)
    {
        _offset = FieldOffset.Measure(instance, path);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Of(object instance) =>
        ref Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref Unsafe.As<FieldOffset.Origin>(instance).First, _offset));
}

/// <summary>Measures where a field lies in its object.</summary>
internal static class FieldOffset
{
    private delegate ref byte Locate(object instance);

    /// <summary>The distance from an object's first field to the field that <paramref name="path"/> leads to, through structs.</summary>
    public static nint Measure(object instance, string[] path)
    {
        ref byte field = ref Compile(instance.GetType(), path)(instance);
        return Unsafe.ByteOffset(ref Unsafe.As<Origin>(instance).First, ref field);
    }

    private static Locate Compile(Type owner, string[] path)
    {
        var method = new DynamicMethod("Locate", typeof(byte).MakeByRefType(), [typeof(object)], typeof(FieldOffset).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        Type type = owner;
        foreach (string name in path)
        {
            FieldInfo field = RuntimeMember.Field(type, name);
            il.Emit(OpCodes.Ldflda, field);
            type = field.FieldType;
        }

        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Locate>();
    }

    /// <summary>Stands for any object: its first field begins where the data of every object begins.</summary>
    internal sealed class Origin
    {
        public byte First;
    }
}
