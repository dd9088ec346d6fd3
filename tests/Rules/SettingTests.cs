using Microsoft.CodeAnalysis;

namespace Sim.Rules;

/// <summary>What .editorconfig may say.</summary>
public class SettingTests
{
    private const string Rule = "SIM3001";

    private const string Unreached = "class Program { static void Main() => Thread.Sleep(1); }";

    /// <summary>Mutation: Settings never adds a file to those that are looked at as a whole.</summary>
    [Theory]
    [InlineData("all")]
    [InlineData("ALL")]
    public Task With_the_scope_all_everything_is_looked_at(string scope) =>
        new Code("class Program { static void Main() => [|Thread.Sleep(1)|]; }").ReportsAsync(Rule, $"sim_analyzers.scope = {scope}");

    [Fact]
    public Task With_the_scope_reached_only_what_is_reached() => new Code(Unreached).ReportsAsync(Rule, "sim_analyzers.scope = reached");

    [Theory]
    [InlineData("sim_analyzers.scope = everything", "'sim_analyzers.scope' is 'reached' or 'all', not 'everything'")]
    [InlineData("sim_analyzers.scope =", "'sim_analyzers.scope' is 'reached' or 'all', not ''")]
    [InlineData("sim_analyzers.range = all", "there is no setting 'sim_analyzers.range': it is 'sim_analyzers.scope'")]
    public async Task A_setting_that_means_nothing_is_reported_once(string setting, string message)
    {
        Diagnostic found = Assert.Single(await Code.AnalyzeAsync(new Code(Unreached).Document(setting)));
        Assert.Equal(("SIM9001", DiagnosticSeverity.Warning), (found.Id, found.Severity));
        Assert.Equal("In .editorconfig " + message, found.GetMessage());
    }

    [Fact]
    public Task A_rule_that_is_off_says_nothing() => Code.InSimulation("Thread.Sleep(1);").ReportsAsync(Rule, $"dotnet_diagnostic.{Rule}.severity = none");
}
