using System.Reflection;

namespace Sim.Capture;

/// <summary>
/// What a value holds, field by field through what it refers to, as text to be compared. No code of the value's runs. It goes a few
/// references deep and looks at some thousand fields, then stops: two equal digests may differ beyond that.
/// </summary>
internal sealed class ValueDigest
{
    private const int Deepest = 5;
    private const int MostFields = 5_000;
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Dictionary<object, int> _seen = new(ReferenceEqualityComparer.Instance);
    private Fingerprint _digest = Fingerprint.Empty;
    private int _fields;

    private ValueDigest()
    {
    }

    public static string Of(object? value)
    {
        var digest = new ValueDigest();
        digest.Add(value, 0);
        return digest._digest.ToString();
    }

    private void Add(object? value, int depth)
    {
        if (value is null || _fields++ > MostFields)
        {
            _digest.Mix(1UL);
        }
        else if (value is string text)
        {
            _digest.Mix(text);
        }
        else if (value.GetType() is { IsPrimitive: true } or { IsEnum: true } || value is decimal)
        {
            _digest.Mix(value.ToString()!);
        }
        else
        {
            AddObject(value, depth);
        }
    }

    private void AddObject(object value, int depth)
    {
        Type type = value.GetType();
        _digest.Mix(type.FullName ?? type.Name);
        if (depth == Deepest || IsOpaque(value) || !type.IsValueType && !IsNew(value))
        {
            return;
        }

        if (value is Array array)
        {
            AddItems(array, depth);
            return;
        }

        for (Type? at = type; at is not null && at != typeof(object) && at != typeof(ValueType); at = at.BaseType)
        {
            foreach (FieldInfo field in at.GetFields(AnyInstance).Where(static field => !field.FieldType.IsPointer && !field.FieldType.IsFunctionPointer))
            {
                Add(field.GetValue(value), depth + 1);
            }
        }
    }

    private void AddItems(Array array, int depth)
    {
        _digest.Mix((ulong)array.LongLength);
        if (array.GetType().GetElementType() is { IsPointer: false })
        {
            foreach (object? item in array)
            {
                if (_fields > MostFields)
                {
                    return;
                }

                Add(item, depth + 1);
            }
        }
    }

    /// <summary>An object that was met before is told by when that was: cycles end, and shared objects count once.</summary>
    private bool IsNew(object value)
    {
        if (_seen.TryGetValue(value, out int number))
        {
            _digest.Mix((ulong)number);
            return false;
        }

        _seen.Add(value, _seen.Count);
        return true;
    }

    /// <summary>What is the runtime's business, and changes as it likes.</summary>
    private static bool IsOpaque(object value) =>
        value is Delegate or MemberInfo or Assembly or Module or Thread or Task or WeakReference or System.Threading.Timer or IntPtr or UIntPtr
        || value.GetType().FullName is { } name && (name.StartsWith("System.Reflection.", StringComparison.Ordinal) || name.StartsWith("System.Threading.Thread", StringComparison.Ordinal));
}
