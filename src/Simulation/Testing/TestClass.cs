using System.Reflection;

namespace Sim;

/// <summary>What simulations need to know of test classes.</summary>
internal static class TestClass
{
    /// <summary>The one constructor of a test class.</summary>
    /// <exception cref="ArgumentException">There is none, or more than one.</exception>
    public static ConstructorInfo ConstructorOf(Type type) =>
        !type.IsAbstract && type.GetConstructors() is [var only]
            ? only
            : throw new ArgumentException($"{type.FullName} cannot be made: a test class has exactly one public constructor and is not abstract.");
}
