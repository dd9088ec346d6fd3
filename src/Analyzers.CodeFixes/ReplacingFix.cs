using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Sim.Analyzers;

/// <summary>A fix that puts one expression in the place of what was reported.</summary>
public abstract class ReplacingFix : CodeFixProvider
{
    private readonly string _id;
    private readonly string _title;

    /// <param name="id">The rule that it mends.</param>
    /// <param name="title">What the editor offers.</param>
    private protected ReplacingFix(string id, string title)
    {
        _id = id;
        _title = title;
    }

    /// <summary>The one rule that it mends.</summary>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => [_id];

    /// <summary>All of a document, a project or a solution at once.</summary>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <summary>Offers the fix where there is one.</summary>
    /// <param name="context">What was reported, and where.</param>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is ExpressionSyntax found && model is not null && Replace(found, model) is { } change)
        {
            SyntaxNode mended = root.ReplaceNode(change.From, change.To.WithTriviaFrom(change.From).WithAdditionalAnnotations(Formatter.Annotation));
            context.RegisterCodeFix(
                CodeAction.Create(_title, _ => Task.FromResult(context.Document.WithSyntaxRoot(mended)), _id),
                context.Diagnostics);
        }
    }

    /// <summary>What goes and what comes, or null where nothing can be put in its place.</summary>
    private protected abstract Change? Replace(ExpressionSyntax found, SemanticModel model);

    /// <summary>One replacement.</summary>
    /// <param name="from">What goes.</param>
    /// <param name="to">What comes.</param>
    private protected sealed class Change(ExpressionSyntax from, ExpressionSyntax to)
    {
        public ExpressionSyntax From => from;

        public ExpressionSyntax To => to;
    }
}
