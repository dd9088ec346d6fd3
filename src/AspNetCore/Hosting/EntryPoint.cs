using System.Reflection;

namespace Sim.AspNetCore;

/// <summary>
/// A program's entry point. The compiler makes one that returns no task even of an asynchronous Main; it blocks until that is done.
/// </summary>
internal sealed class EntryPoint
{
    private readonly Func<string[], int> _main;

    private EntryPoint(Assembly assembly, Delegate main)
    {
        Assembly = assembly;
        Main = main;
        _main = Wrap(main);
    }

    public Assembly Assembly { get; }

    /// <summary>The method itself.</summary>
    public Delegate Main { get; }

    /// <exception cref="ArgumentException">The assembly is a library.</exception>
    public static EntryPoint Of(Assembly assembly)
    {
        MethodInfo main = assembly.EntryPoint ?? throw new ArgumentException(
            $"{assembly.GetName().Name} has no entry point: name a type of the program's own assembly, not of a library that it uses.");
        return new EntryPoint(assembly, main.CreateDelegate(TypeOf(main)));
    }

    /// <summary>Runs the program to its end.</summary>
    /// <returns>Its exit code.</returns>
    public int Run(string[] args) => _main(args);

    /// <summary>Called through a delegate, so that what it throws comes out as it was thrown.</summary>
    private static Type TypeOf(MethodInfo main) => (main.GetParameters().Length, main.ReturnType == typeof(int)) switch
    {
        (0, false) => typeof(Action),
        (0, true) => typeof(Func<int>),
        (_, false) => typeof(Action<string[]>),
        _ => typeof(Func<string[], int>),
    };

    private static Func<string[], int> Wrap(Delegate main) => main switch
    {
        Action plain => Wrap(plain),
        Func<int> coded => Wrap(coded),
        Action<string[]> told => Wrap(told),
        _ => (Func<string[], int>)main,
    };

    private static Func<string[], int> Wrap(Func<int> main) => _ => main();

    private static Func<string[], int> Wrap(Action main) => _ =>
    {
        main();
        return 0;
    };

    private static Func<string[], int> Wrap(Action<string[]> main) => args =>
    {
        main(args);
        return 0;
    };
}
