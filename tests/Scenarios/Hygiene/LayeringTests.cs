using System.Reflection;
using System.Runtime.CompilerServices;

namespace Sim.Scenarios.Hygiene;

/// <summary>Who may import whom. The rules stand in CONTRIBUTING.md; here is their one list for the machine.</summary>
public class LayeringTests
{
    private static readonly FolderRule[] Rules =
    [
        new("Sim.Loop", "Core", "Tasks", "Sync", "Queues", "Streams"),
        new("Sim.Loop", "Tasks", "Streams"),
        new("Sim.Loop", "Sync", "Streams"),
        new("Sim.Loop", "Queues", "Streams"),
        new("Sim.Simulation", "Choices", "*"),
        new("Sim.Simulation", "Network", "Strategies"),
    ];

    public static TheoryData<string> ProjectNames => [.. Rules.Select(rule => rule.Project).Distinct()];

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void Folders_use_only_what_lies_below_them(string assembly)
    {
        SourceModel sources = SourceModel.Of(Repository.SourceProjects().Single(project => project.Assembly == assembly));

        Findings.AssertNone(Rules.Where(rule => rule.Project == assembly).SelectMany(rule => rule.Check(sources)));
    }

    [Theory]
    [InlineData("class Draws { private Wire? _wire; }")]
    [InlineData("class Draws { int Length => Fabric.Wire().Length; }")]
    [InlineData("class Draws { object Made() => new global::Net.Wire(); }")]
    [InlineData("class Draws : System.Collections.Generic.List<Net.Wire>;")]
    public void A_folder_that_uses_one_above_it_is_found(string violation)
    {
        SourceModel sources = new("Seeded", [
            new("Choices/Draws.cs", "using Net;\n" + violation),
            new("Network/Wire.cs", "namespace Net; public class Wire { public int Length; } public static class Fabric { public static Wire Wire() => new(); }")]);

        string[] found = [.. new FolderRule("Seeded", "Choices", "*").Check(sources)];

        Assert.All(found, line => Assert.StartsWith("Seeded/Choices/Draws.cs:2: Choices may not use Network", line));
        Assert.NotEmpty(found);
        Assert.Empty(new FolderRule("Seeded", "Network", "*").Check(sources));
    }

    [Fact]
    public void A_name_that_only_looks_like_a_type_above_is_not_a_use()
    {
        SourceModel sources = new("Seeded", [new("Choices/Draws.cs", "class Draws { public int Wire; }"), new("Network/Wire.cs", "class Wire;")]);

        Assert.Empty(new FolderRule("Seeded", "Choices", "*").Check(sources));
    }

    [Fact]
    public void Sources_that_do_not_compile_are_not_judged() =>
        Assert.Throws<InvalidOperationException>(() => new SourceModel("Seeded", [new("A/A.cs", "class A : Nowhere;")]).UsesAcrossFolders().Count());

    [Fact]
    public void The_loops_implementations_of_its_seams_are_constructed_in_one_file()
    {
        SourceModel loop = SourceModel.Of(Repository.SourceProjects().Single(project => project.Assembly == "Sim.Loop"));

        Assert.Single(loop.UsesAcrossFolders().Where(use => use.To == "IO").Select(use => use.File).Distinct());
    }

    [Fact]
    public void The_simulation_sees_the_loops_public_face_only() =>
        Assert.DoesNotContain(
            typeof(EventLoop).Assembly.GetCustomAttributes<InternalsVisibleToAttribute>(),
            friend => friend.AssemblyName.StartsWith("Sim.Simulation", StringComparison.Ordinal));
}
