using System.Reflection;

namespace Sim;

/// <summary>Turns what the compiler made of a method back into the name that its author gave it: for reports, and for those who drive a loop and name its steps.</summary>
public static class MethodNames
{
    /// <summary>
    /// The full compiled name: stable for one build, and different for different methods. Of a generic type it leaves the arguments out: its
    /// methods share their code, so which arguments are seen first depends on what the process did before.
    /// </summary>
    public static string Identity(MemberInfo source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source is Type type
            ? $"{StateMachineOf(type).FullName ?? StateMachineOf(type).Name}"
            : $"{DefinitionOf(source.DeclaringType)?.FullName}.{source.Name}";
    }

    /// <summary>For people: <c>OrderService.PlaceAsync</c>, with <c>.lambda</c> where it is one inside.</summary>
    public static string Format(MemberInfo source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source is Type type ? FormatType(StateMachineOf(type)) : FormatMember(source.DeclaringType, source.Name);
    }

    /// <summary>Whether a type is what the runtime makes round an async method's state machine.</summary>
    public static bool IsStateMachineBox(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.IsGenericType && StateMachineOf(type) != type;
    }

    /// <summary>Whether a type is the runtime's own, not the user's.</summary>
    public static bool IsRuntimes(Type? type) =>
        type is null || type.Assembly.GetName().Name is { } name
        && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal));

    /// <summary>The type that a method belongs to: for an async method's box its state machine.</summary>
    public static Type? OwnerOf(MemberInfo source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source is Type type ? StateMachineOf(type) : source.DeclaringType;
    }

    /// <summary>The name of the code that a delegate goes on with: an async method's, where it resumes one.</summary>
    internal static string Format(Delegate code) =>
        code.Target?.GetType() is { } type && IsStateMachineBox(type) ? Format(type) : Format(code.Method);

    private static Type? DefinitionOf(Type? type) => type is { IsGenericType: true } ? type.GetGenericTypeDefinition() : type;

    /// <summary>The state machine that an async method's box carries, or the type itself.</summary>
    private static Type StateMachineOf(Type box)
    {
        for (Type? at = box; at is { IsGenericType: true }; at = at.BaseType)
        {
            Type last = at.GetGenericArguments()[^1];
            if (typeof(System.Runtime.CompilerServices.IAsyncStateMachine).IsAssignableFrom(last) && !last.IsInterface)
            {
                return last;
            }
        }

        return box;
    }

    private static string FormatType(Type type) => type.Name.StartsWith('<')
        ? FormatMember(type.DeclaringType, type.Name)
        : Plain(type);

    private static string FormatMember(Type? owner, string compiled)
    {
        string name = AuthorsName(compiled);
        while (owner is not null && owner.Name.StartsWith('<') && owner.DeclaringType is { } outer)
        {
            owner = outer;
        }

        return owner is null ? name : $"{Plain(owner)}.{name}";
    }

    /// <summary>
    /// <c>&lt;PlaceAsync&gt;d__3</c> is PlaceAsync, <c>&lt;PlaceAsync&gt;b__0</c> a lambda in it, <c>&lt;PlaceAsync&gt;g__Try|0</c> its local
    /// function Try; they nest, as in <c>&lt;&lt;PlaceAsync&gt;b__0&gt;d</c>.
    /// </summary>
    private static string AuthorsName(string compiled)
    {
        if (!compiled.StartsWith('<'))
        {
            return compiled;
        }

        int close = compiled.LastIndexOf('>');
        string inner = AuthorsName(compiled[1..close]);
        string suffix = compiled[(close + 1)..];
        return suffix switch
        {
            _ when suffix.StartsWith("b__", StringComparison.Ordinal) => $"{inner}.lambda",
            _ when suffix.StartsWith("g__", StringComparison.Ordinal) => $"{inner}.{suffix[3..].Split('|')[0]}",
            _ => inner,
        };
    }

    private static string Plain(Type type)
    {
        string name = type.Name;
        int tick = name.IndexOf('`');
        return tick < 0 ? name : name[..tick];
    }
}
