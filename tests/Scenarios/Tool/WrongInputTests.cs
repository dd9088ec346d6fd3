using System.Reflection;
using System.Reflection.Emit;

namespace Sim.Scenarios.Tool;

/// <summary>Whatever is wrong with the command or its input: exit code 2, one message on standard error, nothing on standard output.</summary>
public sealed class WrongInputTests
{
    [Fact]
    public Task No_command_is_refused() => RefusedAsync("command was not provided");

    [Fact]
    public Task An_unknown_option_is_named() =>
        RefusedAsync("There is no option '--sedd'", "explore", SimTool.Fixtures, "--sedd", "1");

    [Fact]
    public Task An_unknown_option_before_the_target_is_named() =>
        RefusedAsync("There is no option '--sedd'", "explore", "--sedd", SimTool.Fixtures);

    [Theory]
    [InlineData("--runs", "0", "a whole number from 1")]
    [InlineData("--seed", "-1", "a whole number from 0")]
    [InlineData("--time", "3 weeks", "a duration such as 500ms")]
    [InlineData("--shard", "3/2", "a share such as 1/4")]
    [InlineData("--jobs", "0", "a whole number from 1 to 256")]
    [InlineData("--jobs", "257", "a whole number from 1 to 256")]
    [InlineData("--progress", "soon", "a duration such as 500ms")]
    [InlineData("--step-timeout", "0s", "a duration such as 500ms")]
    public Task A_value_out_of_range_is_named_with_what_is_wanted(string option, string value, string wanted) =>
        RefusedAsync($"{option} takes {wanted}", "explore", SimTool.Fixtures, option, value);

    [Fact]
    public Task A_missing_file_is_named() => RefusedAsync("There is no file", "list", "nowhere/Missing.dll");

    [Fact]
    public async Task A_file_that_is_no_assembly_is_named()
    {
        using var folder = new TemporaryFolder();
        await RefusedAsync("is not a .NET assembly", "list", folder.Write("Text.dll", "not an assembly"));
    }

    [Fact]
    public Task An_assembly_that_does_not_know_Sim_has_no_simulations() =>
        RefusedAsync("it does not reference Sim.Simulation", "list", typeof(FactAttribute).Assembly.Location);

    [Fact]
    public Task An_assembly_with_Sim_but_without_simulations_is_told_how_to_mark_one() =>
        RefusedAsync("has no simulations. Mark a public method", "explore", SimTool.Tool);

    [Fact]
    public Task A_marked_method_with_a_wrong_signature_is_named() =>
        RefusedAsync(
            "Sim.WrongFixtures.WrongSimulations.Returns_nothing is marked as a simulation, but it returns Void, not Task",
            "list", SimTool.WrongFixtures);

    [Fact]
    public Task A_filter_that_nothing_matches_lists_what_there_is() =>
        RefusedAsync("CalmSimulations.Two_tasks_add_up", "explore", SimTool.Fixtures, "--filter", "nothing like it");

    [Fact]
    public Task A_damaged_token_in_a_mark_is_named_with_its_simulation() =>
        RefusedAsync("PinnedOnes.Is_pinned: ", "explore", SimTool.Fixtures, "--filter", "PinnedOnes");

    [Fact]
    public async Task A_missing_copy_of_Sim_is_named()
    {
        using var folder = new TemporaryFolder();
        var assembly = folder.CopyNeighborsOf(SimTool.Fixtures);
        File.Delete(folder.Path("Sim.Simulation.dll"));
        await RefusedAsync("Sim.Simulation.dll is missing next to", "list", assembly);
    }

    [Fact]
    public async Task A_copy_of_Sim_in_another_version_is_named_with_both_versions()
    {
        using var folder = new TemporaryFolder();
        var assembly = folder.CopyNeighborsOf(SimTool.Fixtures);
        ReplaceSim(folder.Path("Sim.Simulation.dll"), "9.8.7");
        await RefusedAsync("is version 9.8.7, and this tool is for", "list", assembly);
    }

    [Fact]
    public async Task A_project_that_does_not_build_shows_its_first_errors()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Broken.cs", "class Broken { int Number => \"text\"; }");
        var project = folder.Write("Broken.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
            </Project>
            """);
        var errors = await RefusedAsync("Broken.csproj does not build", "explore", project);
        Assert.Contains("error CS0029", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_project_is_named()
    {
        using var folder = new TemporaryFolder();
        await RefusedAsync("holds 0 projects, not one", "list", folder.Path(""));
    }

    private static async Task<string> RefusedAsync(string message, params string[] arguments)
    {
        var result = await SimTool.RunAsync(arguments);

        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
        Assert.Equal(2, result.ExitCode);
        return result.Errors;
    }

    private static void ReplaceSim(string path, string version)
    {
        var constructor = typeof(AssemblyInformationalVersionAttribute).GetConstructor([typeof(string)])!;
        var assembly = new PersistedAssemblyBuilder(
            new AssemblyName("Sim.Simulation"), typeof(object).Assembly, [new CustomAttributeBuilder(constructor, [version])]);
        assembly.DefineDynamicModule("Sim.Simulation");
        assembly.Save(path);
    }
}
