using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Sim.Scenarios.Hygiene;

/// <summary>Which assemblies each project that ships may use, besides .NET's own.</summary>
public class AssemblyLayeringTests
{
    private const string WebFramework = "Microsoft.AspNetCore.App";

    private static readonly string[] CodeAnalysis = ["Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.Analyzers"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["src/Loop"] = [],
        ["src/Simulation"] = ["Sim.Loop"],
        ["src/Xunit"] = ["Sim.Simulation", "xunit.abstractions", "xunit.core", "xunit.execution.dotnet", "xunit.extensibility.core", "xunit.extensibility.execution"],
        ["src/Xunit.V3"] = ["Sim.Simulation", "xunit.v3.common", "xunit.v3.core", "xunit.v3.extensibility.core"],
        ["src/AspNetCore"] = ["Sim.Loop", "Sim.Simulation", WebFramework],
        ["src/Analyzers"] = CodeAnalysis,
        ["src/Analyzers.CodeFixes"] = [.. CodeAnalysis, "Sim.Analyzers", "Microsoft.CodeAnalysis.CSharp.Workspaces", "Microsoft.CodeAnalysis.Workspaces", "System.Composition", "System.Composition.AttributedModel"],
        ["src/FsCheck"] = ["FSharp.Core", "FsCheck", "Sim.Loop", "Sim.Simulation"],
        ["src/Reactive"] = ["Sim.Loop", "Sim.Simulation", "System.Reactive"],
        ["src/Cli"] = ["Sim.Loop", "Sim.Simulation", "Spectre.Console", "System.CommandLine"],
    };

    private static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static readonly string WebFrameworkFolder = Path.GetDirectoryName(typeof(Microsoft.AspNetCore.Hosting.IWebHostBuilder).Assembly.Location)!;

    public static TheoryData<string> ProjectPaths => [.. Repository.SourceProjects().Select(project => project.Path)];

    [Theory]
    [MemberData(nameof(ProjectPaths))]
    public void A_project_uses_only_the_assemblies_of_its_layer(string path)
    {
        Project project = Repository.SourceProjects().Single(candidate => candidate.Path == path);

        Assert.True(Allowed.ContainsKey(project.Folder), $"{project.Folder} is new: say in {nameof(AssemblyLayeringTests)} what it may use.");
        Assert.Empty(Outside(project.Dll).Except(Allowed[project.Folder]));
    }

    [Theory]
    [MemberData(nameof(ProjectPaths))]
    public void A_project_names_only_the_packages_and_projects_of_its_layer(string path)
    {
        Project project = Repository.SourceProjects().Single(candidate => candidate.Path == path);

        Assert.Empty(Named(project).Except(Allowed[project.Folder]));
    }

    [Fact]
    public void An_assembly_from_outside_is_noticed()
    {
        string[] outside = [.. Outside(typeof(AssemblyLayeringTests).Assembly.Location)];

        Assert.Contains("xunit.core", outside);
        Assert.DoesNotContain("System.Runtime", outside);
    }

    private static IEnumerable<string> Outside(string dll)
    {
        using PEReader image = new(File.OpenRead(dll));
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(name => !File.Exists(Path.Combine(Framework, name + ".dll")))
            .Select(name => File.Exists(Path.Combine(WebFrameworkFolder, name + ".dll")) ? WebFramework : name)
            .Distinct()];
    }

    private static IEnumerable<string> Named(Project project) =>
        project.Xml.Descendants()
            .Where(element => element.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference")
            .Select(element => element.Attribute("Include")!.Value)
            .Select(name => name.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(name) : name);
}
