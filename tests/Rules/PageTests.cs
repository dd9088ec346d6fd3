using Microsoft.CodeAnalysis;
using Sim.Analyzers;

namespace Sim.Rules;

/// <summary>Every rule has a page that says what the rule is and how severe, and whether it has a fix.</summary>
public class PageTests
{
    public static TheoryData<string> Rules => [.. RuleTests.Rules];

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_page_of_a_rule_agrees_with_the_rule(string id)
    {
        DiagnosticDescriptor rule = new SimulationAnalyzer().SupportedDiagnostics.Single(rule => rule.Id == id);
        Assert.Equal($"docs/analyzers/{id}.md", rule.HelpLinkUri);
        string[] page = File.ReadAllLines(Path.Combine(Root(), rule.HelpLinkUri));
        Assert.Equal($"# {id}: {rule.Title}", page[0]);
        Assert.StartsWith($"Severity: {rule.DefaultSeverity}. Fix: ", page[2], StringComparison.Ordinal);
        Assert.Equal(Mended.Rules.Contains(id), !page[2].Contains("Fix: none", StringComparison.Ordinal));
        Assert.Contains($"| [{id}]({id}.md) |", File.ReadAllText(Path.Combine(Root(), "docs/analyzers/README.md")), StringComparison.Ordinal);
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Sim.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Run the tests from inside the repository.");
        }

        return folder;
    }
}
