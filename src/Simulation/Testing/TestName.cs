using System.Reflection;
using System.Runtime.CompilerServices;

namespace Sim;

/// <summary>
/// What a marked method is called in reports and tokens: class and method, with the namespace only where two marked methods of the
/// assembly would be called the same.
/// </summary>
internal static class TestName
{
    private static readonly ConditionalWeakTable<Assembly, HashSet<string>> s_clashes = [];

    public static string Of(Type type, MethodInfo method)
    {
        string name = Short(type, method);
        return type.Namespace is { } space && s_clashes.GetValue(type.Assembly, FindClashes).Contains(name) ? $"{space}.{name}" : name;
    }

    /// <summary>Without the namespace.</summary>
    public static string Short(Type type, MethodInfo method) => $"{NameOf(type)}.{method.Name}";

    private static HashSet<string> FindClashes(Assembly assembly) =>
        [.. assembly.GetTypes().SelectMany(MarkedNames).GroupBy(static name => name).Where(static names => names.Count() > 1).Select(static names => names.Key)];

    private static IEnumerable<string> MarkedNames(Type type) =>
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
        where method.IsStatic ? method.DeclaringType == type : !type.IsAbstract
        where method.GetCustomAttributes(inherit: true).OfType<ISimulationAttribute>().Any()
        select Short(type, method);

    private static string NameOf(Type type) => type.DeclaringType is { } outer ? $"{NameOf(outer)}.{type.Name}" : type.Name;
}
