namespace Sim.Docs;

/// <summary>A fenced block.</summary>
/// <param name="Page">The page's path.</param>
/// <param name="Line">Where the fence opens, from 1.</param>
/// <param name="Language">The first word after the fence.</param>
/// <param name="Arguments">The other words.</param>
/// <param name="Text">What stands in it.</param>
internal sealed record CodeBlockOfPage(string Page, int Line, string Language, string Arguments, string Text)
{
    public override string ToString() => $"{Page}:{Line}";
}
