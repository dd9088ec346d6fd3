using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Sim.Analyzers;

namespace Sim.Rules;

/// <summary>Programs after a fix.</summary>
internal static class Mended
{
    private static readonly CodeFixProvider[] Fixes =
        [new SimulatedHandlerFix(), new PoolThreadFix(), new NoReloadFix(), new DelayFix(), new AwaitFix(), new TimeProviderFix(), new SimulationRandomFix()];

    /// <summary>The rules that have a fix.</summary>
    public static IEnumerable<string> Rules => Fixes.SelectMany(static fix => fix.FixableDiagnosticIds);

    /// <summary>The program with the first finding of a rule mended, or null if no fix is offered. What comes out compiles.</summary>
    public static async Task<string?> FirstAsync(string rule, Code code)
    {
        Document document = code.Document();
        Diagnostic found = (await Code.AnalyzeAsync(document)).First(one => one.Id == rule);
        List<CodeAction> offered = [];
        foreach (CodeFixProvider fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(rule)))
        {
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, found, (action, _) => offered.Add(action), CancellationToken.None));
        }

        return offered.Count == 0 ? null : await AppliedAsync(Assert.Single(offered), document);
    }

    private static async Task<string> AppliedAsync(CodeAction action, Document document)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        Document mended = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetDocument(document.Id)!;
        Compilation compilation = (await mended.Project.GetCompilationAsync())!;
        Assert.Empty(compilation.GetDiagnostics().Where(static found => found.Severity == DiagnosticSeverity.Error));
        return (await mended.GetTextAsync()).ToString();
    }
}
