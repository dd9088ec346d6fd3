using System.Reflection;

namespace Sim.Capture;

/// <summary>Finds private members of the runtime by name, and says clearly which one is missing.</summary>
internal static class RuntimeMember
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static Type Type(string name) => Type(typeof(object).Assembly, name);

    public static Type Type(Assembly assembly, string name) => assembly.GetType(name) ?? throw Missing(name);

    public static FieldInfo Field(Type type, string name) => Find(type, name) ?? throw Missing($"{type.FullName}.{name}");

    /// <summary>Whether there is such a field, through structs, that holds a reference.</summary>
    public static bool HoldsReference(Type type, string[] path)
    {
        foreach (string name in path)
        {
            if (Find(type, name) is not { } field)
            {
                return false;
            }

            type = field.FieldType;
        }

        return !type.IsValueType;
    }

    public static object StaticValue(string type, string name) =>
        Field(Type(type), name).GetValue(null) ?? throw Missing($"{type}.{name} (null)");

    public static MissingMemberException Missing(string member) =>
        new($"The runtime has no {member}.");

    private static FieldInfo? Find(Type type, string name)
    {
        for (Type? at = type; at is not null; at = at.BaseType)
        {
            if (at.GetField(name, Any | BindingFlags.DeclaredOnly) is { } field)
            {
                return field;
            }
        }

        return null;
    }
}
