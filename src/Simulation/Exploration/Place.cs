using System.Diagnostics;
using System.Reflection;

namespace Sim;

/// <summary>Where an exception was thrown, as a person would say it.</summary>
internal static class Place
{
    /// <summary>What the body of an async method is called: it is begun through a delegate or an interface, and never becomes a part of its caller.</summary>
    private const string MoveNext = "MoveNext";

    /// <summary>File and line, or the method: of the innermost frame in the simulation's own class, else in its own assembly, else of all.</summary>
    public static string Of(Exception exception, MethodBase body) =>
        Frame(new StackTrace(exception, fNeedFileInfo: true), body) is { } frame ? Describe(frame) : "";

    /// <summary>Where user code has called into the runtime.</summary>
    public static string OfCaller(MethodBase body) =>
        Frame(new StackTrace(1, fNeedFileInfo: true), body) is { } frame ? Describe(frame) : "";

    /// <summary>
    /// The async method that threw, or whose helper did; else the outermost method of the same module. It is the same whatever a compiler's tier has made of the
    /// code: a helper that is compiled into its caller has no frame any more, and which instruction an optimized method was at is a guess.
    /// </summary>
    public static string IdentityOf(Exception exception, MethodBase body)
    {
        var stack = new StackTrace(exception, fNeedFileInfo: false);
        StackFrame? thrower = Frame(stack, body);
        if (thrower is null)
        {
            return "";
        }

        StackFrame[] frames = stack.GetFrames();
        int at = Array.IndexOf(frames, thrower);
        while (frames[at].GetMethod()?.Name != MoveNext && at + 1 < frames.Length && IsBeside(frames[at].GetMethod(), frames[at + 1].GetMethod()))
        {
            at++;
        }

        return frames[at].GetMethod() is { } method ? $"{method.DeclaringType?.FullName}.{method.Name}" : "";
    }

    /// <summary>The method of a class that the caller is in, in the author's words; else the class.</summary>
    /// <param name="type">The full name of a class that is somewhere on the stack.</param>
    public static string MethodOf(string type)
    {
        MethodBase? method = type.Length == 0
            ? null
            : new StackTrace(1).GetFrames().Select(static frame => frame.GetMethod()).FirstOrDefault(method => Outermost(method?.DeclaringType)?.FullName == type);
        return method is null ? ShortName(type) : NameOf(method);
    }

    /// <summary>A class without its namespace.</summary>
    public static string ShortName(string type) => type[(type.LastIndexOf('.') + 1)..];

    /// <summary>The text of the line, if its file is here.</summary>
    public static string SourceLine(Exception exception, MethodBase body)
    {
        StackFrame? frame = Frame(new StackTrace(exception, fNeedFileInfo: true), body);
        if (frame?.GetFileName() is not { } file || !File.Exists(file))
        {
            return "";
        }

        return File.ReadLines(file).Skip(frame.GetFileLineNumber() - 1).FirstOrDefault("").Trim();
    }

    private static StackFrame? Frame(StackTrace stack, MethodBase body)
    {
        StackFrame[] frames = [.. stack.GetFrames().Where(static frame => !IsHidden(frame.GetMethod()))];
        Type? own = Outermost(body.DeclaringType);
        return frames.FirstOrDefault(frame => Outermost(frame.GetMethod()?.DeclaringType) == own && own is not null)
            ?? frames.FirstOrDefault(frame => frame.GetMethod()?.Module == body.Module)
            ?? frames.FirstOrDefault(static frame => !IsOurs(frame.GetMethod()))
            ?? frames.FirstOrDefault();
    }

    /// <summary>Assertion helpers mark themselves so that stacks begin at their caller.</summary>
    private static bool IsHidden(MethodBase? method) => method is not null
        && (method.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false)
            || method.DeclaringType?.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false) == true);

    private static bool IsOurs(MethodBase? method) =>
        method is null || method.Module == typeof(Place).Module || MethodNames.IsRuntimes(method.DeclaringType);

    private static bool IsBeside(MethodBase? method, MethodBase? caller) => method is not null && method.Module == caller?.Module;

    private static Type? Outermost(Type? type)
    {
        while (type?.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }

    private static string Describe(StackFrame frame) => frame.GetFileName() is { } file
        ? $"{Path.GetFileName(file)}:{frame.GetFileLineNumber()}"
        : frame.GetMethod() is { } method ? NameOf(method) : "";

    private static string NameOf(MethodBase method) => MethodNames.Format(method.DeclaringType is { } type && type.Name.StartsWith('<') ? type : method);
}
