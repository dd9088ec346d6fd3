using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Sim.Docs;

/// <summary>A page of Markdown: its blocks of code, its links, and the anchors that links may lead to.</summary>
internal sealed class Page
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).UsePipeTables().Build();

    private readonly MarkdownDocument _document;

    public Page(string path, string text)
    {
        Path = path;
        _document = Markdown.Parse(text, Pipeline);
    }

    /// <summary>From the root of the repository.</summary>
    public string Path { get; }

    public IEnumerable<string> Anchors => _document.Descendants<HeadingBlock>().Select(static heading => heading.TryGetAttributes()?.Id).OfType<string>();

    public IEnumerable<(string Target, int Line)> Links => _document.Descendants<LinkInline>().Select(static link => (link.Url ?? "", link.Line + 1));

    public IEnumerable<CodeBlockOfPage> Blocks =>
        _document.Descendants<FencedCodeBlock>().Select(block => new CodeBlockOfPage(Path, block.Line + 1, block.Info ?? "", block.Arguments ?? "", block.Lines.ToString()));

    public static IEnumerable<Page> All() => Repository.Pages().Select(static path => new Page(path, File.ReadAllText(System.IO.Path.Combine(Repository.Root, path))));
}
