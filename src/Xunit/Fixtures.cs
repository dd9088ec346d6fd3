using System.Reflection;
using Xunit;
using Xunit.Abstractions;

namespace Sim.Testing;

/// <summary>Makes what xunit would give to the constructor of a test class, for where xunit does not run.</summary>
internal static class Fixtures
{
    /// <exception cref="ArgumentException">The constructor takes something that is no fixture.</exception>
    public static object?[] For(Type type) => [.. TestClass.ConstructorOf(type).GetParameters().Select(parameter => Make(parameter, Known(type)))];

    private static object? Make(ParameterInfo parameter, IReadOnlyList<Type> known)
    {
        Type wanted = parameter.ParameterType;
        if (wanted == typeof(ITestOutputHelper))
        {
            return null;
        }

        if (!known.Contains(wanted) || wanted.GetConstructor(Type.EmptyTypes) is null)
        {
            throw new ArgumentException(
                $"{parameter.Member.DeclaringType!.FullName} takes {wanted.Name} {parameter.Name}, which the sim tool cannot make: " +
                "it knows ITestOutputHelper, and class and collection fixtures that take nothing. Run the test with dotnet test.");
        }

        object fixture = Activator.CreateInstance(wanted)!;
        (fixture as IAsyncLifetime)?.InitializeAsync().GetAwaiter().GetResult();
        return fixture;
    }

    private static IReadOnlyList<Type> Known(Type type) =>
        [.. Declared(type), .. type.GetCustomAttributesData().Where(static data => data.AttributeType == typeof(CollectionAttribute)).SelectMany(data => OfCollection(type.Assembly, (string)data.ConstructorArguments[0].Value!))];

    private static IEnumerable<Type> OfCollection(Assembly assembly, string collection) =>
        assembly.GetTypes().Where(candidate => candidate.GetCustomAttributesData().Any(data => data.AttributeType == typeof(CollectionDefinitionAttribute) && data.ConstructorArguments[0].Value as string == collection)).SelectMany(Declared);

    private static IEnumerable<Type> Declared(Type type) =>
        from face in type.GetInterfaces()
        where face.IsGenericType && (face.GetGenericTypeDefinition() == typeof(IClassFixture<>) || face.GetGenericTypeDefinition() == typeof(ICollectionFixture<>))
        select face.GetGenericArguments()[0];
}
