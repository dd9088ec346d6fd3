namespace Sim.Scenarios.Hygiene;

public class CodeNormTests
{
    public static TheoryData<string> Assemblies => [.. Repository.SourceProjects().Select(project => project.Assembly)];

    [Fact]
    public void No_file_is_longer_than_a_reader_will_take_in() => Findings.AssertNone(CodeNorms.LongFiles(Repository.TextFiles(pattern: "*.cs")));

    [Fact]
    public void A_long_file_is_noticed() =>
        Assert.StartsWith("Long.cs: 501 lines", Assert.Single(CodeNorms.LongFiles([new("Long.cs", new string('\n', 501)), new("Short.cs", new string('\n', 500))])));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Nothing_has_a_finalizer(string assembly) => Findings.AssertNone(CodeNorms.Finalizers(Sources(assembly)));

    [Fact]
    public void A_finalizer_is_noticed() =>
        Assert.Equal("A/Ghost.cs:1: Ghost has a finalizer", Assert.Single(CodeNorms.Finalizers(new("Seeded", [new("A/Ghost.cs", "class Ghost { ~Ghost() { } }")]))));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Internals_of_dotnet_are_reached_from_capture_only(string assembly) =>
        Findings.AssertNone(CodeNorms.InternalsOutsideCapture(assembly, Sources(assembly)));

    [Theory]
    [InlineData("[System.Runtime.CompilerServices.UnsafeAccessor(System.Runtime.CompilerServices.UnsafeAccessorKind.Field)] static extern ref int Length(string text);", 1)]
    [InlineData("object? Field() => typeof(string).GetField(\"a\", System.Reflection.BindingFlags.NonPublic);", 1)]
    [InlineData("string Name() => typeof(string).Name;", 0)]
    public void A_reach_for_internals_is_noticed_outside_capture_and_left_alone_inside(string member, int times)
    {
        SourceText code = new("Trace/Names.cs", $"class Names {{ {member} }}");
        SourceText inside = code with { Path = "Capture/Names.cs" };

        Assert.Equal(times, CodeNorms.InternalsOutsideCapture("Sim.Simulation", new("Seeded", [code])).Count());
        Assert.Equal(times, CodeNorms.InternalsOutsideCapture("Sim.Loop", new("Seeded", [inside])).Count());
        Assert.Empty(CodeNorms.InternalsOutsideCapture("Sim.Simulation", new("Seeded", [inside])));
        Assert.Equal(times, CodeNorms.InternalsOutsideCapture("Sim.AspNetCore", new("Seeded", [inside])).Count());
        Assert.Empty(CodeNorms.InternalsOutsideCapture("Sim.AspNetCore", new("Seeded", [code with { Path = "Internals/Names.cs" }])));
    }

    private static SourceModel Sources(string assembly) => SourceModel.Of(Repository.SourceProjects().Single(project => project.Assembly == assembly));
}
