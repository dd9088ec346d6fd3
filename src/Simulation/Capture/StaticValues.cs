using System.Globalization;
using System.Reflection;

namespace Sim.Capture;

/// <summary>
/// What the static fields of the user's assemblies hold at one time: those of the simulation's own and of those that it refers to, as
/// far as they are loaded and neither .NET's nor Sim's. Statics of generic classes and of threads are left out.
/// </summary>
internal sealed class StaticValues
{
    private const int MostNamed = 5;
    private const BindingFlags AnyStatic = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private static readonly string[] s_notTheUsers = ["Sim.Loop", "Sim.Simulation", "Sim.AspNetCore", "sim"];

    private readonly Dictionary<FieldInfo, (string Digest, string Text)> _values = [];

    private StaticValues()
    {
    }

    /// <summary>Reads them all; for reports, not for every run.</summary>
    public static StaticValues Take(MethodInfo body)
    {
        var taken = new StaticValues();
        foreach (Type type in AssembliesOf(body).SelectMany(TypesOf))
        {
            taken.Read(type);
        }

        return taken;
    }

    /// <summary>The fields whose values differ, as <c>Type.field (3, then 4)</c>; plain values first.</summary>
    public IReadOnlyList<string> ChangedSince(StaticValues later)
    {
        var changed = later._values.Keys
            .Where(field => !_values.TryGetValue(field, out var before) || before.Digest != later._values[field].Digest)
            .Select(field => (Text: Describe(field, later), IsPlain: later._values[field].Text.Length > 0))
            .OrderBy(static field => field.IsPlain ? 0 : 1)
            .ThenBy(static field => field.Text, StringComparer.Ordinal)
            .Select(static field => field.Text)
            .ToList();
        return changed.Count <= MostNamed ? changed : [.. changed.Take(MostNamed), $"and {changed.Count - MostNamed} more"];
    }

    private string Describe(FieldInfo field, StaticValues later)
    {
        string before = _values.TryGetValue(field, out var known) ? known.Text : "";
        string after = later._values[field].Text;
        string values = before.Length > 0 && after.Length > 0 ? $" ({before}, then {after})" : "";
        return $"{MethodNames.Format(field.DeclaringType!)}.{NameOf(field)}{values}";
    }

    private void Read(Type type)
    {
        if (type.ContainsGenericParameters || type.Name.StartsWith("<>", StringComparison.Ordinal) || !ClassInitialization.IsDone(type))
        {
            return;
        }

        foreach (FieldInfo field in type.GetFields(AnyStatic))
        {
            if (!field.IsLiteral && !field.FieldType.IsByRefLike && !field.FieldType.IsPointer && !field.IsDefined(typeof(ThreadStaticAttribute), inherit: false))
            {
                object? value = field.GetValue(null);
                _values[field] = (ValueDigest.Of(value), Plain(value));
            }
        }
    }

    private static string Plain(object? value) => value switch
    {
        null => "null",
        string text => text.Length <= 40 ? $"\"{text}\"" : "",
        bool or char or Enum => value.ToString()!,
        _ when value.GetType().IsPrimitive => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ => "",
    };

    private static string NameOf(FieldInfo field) => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>')] : field.Name;

    private static Type[] TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partly)
        {
            return [.. partly.Types.OfType<Type>()];
        }
    }

    private static IEnumerable<Assembly> AssembliesOf(MethodInfo body)
    {
        var loaded = AppDomain.CurrentDomain.GetAssemblies().Where(static assembly => !assembly.IsDynamic && IsUsers(assembly.GetName())).ToList();
        var found = new List<Assembly> { body.Module.Assembly };
        for (int i = 0; i < found.Count; i++)
        {
            AssemblyName[] wanted = found[i].GetReferencedAssemblies();
            found.AddRange(loaded.Where(assembly => !found.Contains(assembly) && wanted.Any(name => name.FullName == assembly.FullName)));
        }

        return found;
    }

    private static bool IsUsers(AssemblyName assembly) => assembly.Name is { } name
        && !name.StartsWith("System", StringComparison.Ordinal)
        && !name.StartsWith("Microsoft.", StringComparison.Ordinal)
        && !name.StartsWith("xunit", StringComparison.Ordinal)
        && !s_notTheUsers.Contains(name);
}
