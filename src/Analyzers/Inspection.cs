using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sim.Analyzers;

/// <summary>Asks the rules about one operation. What is reached is asked last: most operations interest no rule.</summary>
internal sealed class Inspection(KnownTypes types, Settings settings, ReachedOnce reached)
{
    public void Look(OperationAnalysisContext context, ImmutableArray<Rule> rules)
    {
        foreach (Rule rule in rules)
        {
            if (rule.Look(context.Operation, types) is { } finding && IsReached(context))
            {
                context.ReportDiagnostic(Diagnostic.Create(rule.Descriptor, finding.Location, finding.What));
            }
        }
    }

    private bool IsReached(OperationAnalysisContext context) =>
        settings.IsWhole(context.Operation.Syntax.SyntaxTree) || reached.Get(context.CancellationToken).Contains(context.Operation, context.ContainingSymbol);
}
