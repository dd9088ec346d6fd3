using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sim.Scenarios.Hygiene;

/// <summary>The public API of every assembly that ships is a reviewed text file; a change of one is a change of the other.</summary>
public class ApiBaselineTests
{
    private const string Rewrite = "SIM_WRITE_API";

    public static TheoryData<string> Assemblies => [.. Repository.SourceProjects().Select(project => project.Assembly)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void The_public_api_is_the_one_that_was_reviewed(string assembly)
    {
        string path = Path.Combine(Repository.Root, "tests/Scenarios/Hygiene/Api", assembly + ".txt");
        string actual = ApiDump.Of(Repository.SourceProjects().Single(project => project.Assembly == assembly).Dll);
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            File.WriteAllText(path, actual);
        }

        string reviewed = File.Exists(path) ? File.ReadAllText(path) : "";
        Assert.True(reviewed == actual, $"""
            The public API of {assembly} changed:
            {Difference(reviewed, actual)}
            If that is meant, run `{Rewrite}=1 dotnet test tests/Scenarios --filter ApiBaseline` and commit the changed file in tests/Scenarios/Hygiene/Api.
            """);
    }

    [Fact]
    public void Every_baseline_belongs_to_an_assembly() =>
        Assert.Empty(Repository.TextFiles("tests/Scenarios/Hygiene/Api").Select(file => Path.GetFileNameWithoutExtension(file.Path)).Except(Repository.SourceProjects().Select(project => project.Assembly)));

    [Theory]
    [InlineData("public class A { public int B(string? c = null) => 1; }", "public class A\n    public A()\n    public int B(string? c = null)\n")]
    [InlineData("public class A { private A() { } internal int B = 1; protected int C { get; private set; } }", "public class A\n    protected int C { get; }\n")]
    [InlineData("internal class A { public class B; }", "")]
    [InlineData("public static class A { public const int B = 3; }", "public static class A\n    public const int B = 3\n")]
    [InlineData("public record A(int B);", "public record class A : System.IEquatable<A>\n    public A(int B)\n    public int B { get; init; }\n")]
    [InlineData("public enum A { B = 2 }", "public enum A\n    B = 2\n")]
    public void The_dump_shows_what_a_caller_can_see(string source, string expected) =>
        Assert.Equal(expected, ApiDump.Of(Compiled(source)));

    private static MetadataReference Compiled(string source)
    {
        CSharpCompilation seeded = CSharpCompilation.Create(
            "Seeded",
            [CSharpSyntaxTree.ParseText("#nullable enable\n" + source)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using MemoryStream image = new();
        Assert.True(seeded.Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static string Difference(string reviewed, string actual)
    {
        string[] before = reviewed.Split('\n');
        string[] after = actual.Split('\n');
        return string.Join('\n', [.. before.Except(after).Select(line => "- " + line.Trim()), .. after.Except(before).Select(line => "+ " + line.Trim())]);
    }
}
