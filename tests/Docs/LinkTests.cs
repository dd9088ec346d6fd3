namespace Sim.Docs;

/// <summary>No link leads nowhere: files and folders are there, and headings for anchors. Other sites are not asked.</summary>
public class LinkTests
{
    private static readonly Dictionary<string, Page> Pages = Page.All().ToDictionary(static page => page.Path, StringComparer.Ordinal);

    [Fact]
    public void Every_link_leads_somewhere()
    {
        string[] dead = [.. Pages.Values.SelectMany(Dead)];
        Assert.True(dead.Length == 0, string.Join('\n', dead));
    }

    /// <summary>Mutation: Finds says yes to everything.</summary>
    [Theory]
    [InlineData("[a](nowhere.md)", 1)]
    [InlineData("[a](README.md#no-such-heading)", 1)]
    [InlineData("[a](#no-such-heading)", 1)]
    [InlineData("[a](docs/analyzers/SIM1001.md#none)", 1)]
    [InlineData("[a][b]\n\n[b]: nowhere.md", 1)]
    [InlineData("![a](picture.png)", 1)]
    [InlineData("# Here and there\n[a](#here-and-there), [b](docs/), [c](README.md), [d](https://example.org/x), `[e](nowhere.md)`", 0)]
    public void A_dead_link_is_found_and_a_live_one_is_not(string text, int dead) => Assert.Equal(dead, Dead(new Page("Seeded.md", text)).Count());

    [Fact]
    public void Every_page_of_docs_can_be_reached_from_the_index()
    {
        HashSet<string> reached = [];
        Follow("README.md", reached);
        Assert.Empty(Pages.Keys.Where(static path => path.StartsWith("docs/", StringComparison.Ordinal)).Except(reached));
    }

    private static void Follow(string path, HashSet<string> reached)
    {
        if (!Pages.TryGetValue(path, out Page? page) || !reached.Add(path))
        {
            return;
        }

        foreach ((string target, _) in page.Links)
        {
            string place = Place(page, target.Split('#')[0]);
            Follow(Directory.Exists(Path.Combine(Repository.Root, place)) ? place.TrimEnd('/') + "/README.md" : place, reached);
        }
    }

    private static IEnumerable<string> Dead(Page page) =>
        from link in page.Links
        where !link.Target.Contains("://", StringComparison.Ordinal) && !Finds(page, link.Target)
        select $"{page.Path}:{link.Line}: {link.Target} leads nowhere";

    private static bool Finds(Page page, string target)
    {
        string[] parts = target.Split('#', 2);
        string place = Place(page, parts[0]);
        string full = Path.Combine(Repository.Root, place);
        return (place == page.Path || File.Exists(full) || Directory.Exists(full)) && (parts.Length == 1 || HasAnchor(place == page.Path ? page : Pages.GetValueOrDefault(place), parts[1]));
    }

    private static bool HasAnchor(Page? page, string anchor) => page?.Anchors.Contains(anchor, StringComparer.Ordinal) == true;

    private static string Place(Page page, string target) =>
        target == ""
            ? page.Path
            : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page.Path)!, target))).Replace('\\', '/');
}
