namespace Sim.Docs;

/// <summary>The tree whose pages are looked at.</summary>
internal static class Repository
{
    private static readonly Lazy<string> Found = new(FindRoot);

    private static readonly HashSet<string> Ignored = [".git", "bin", "obj", "artifacts", "node_modules"];

    public static string Root => Found.Value;

    /// <summary>Every page, from the root, in order.</summary>
    public static IEnumerable<string> Pages() => Walk(Root).Select(static path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder, "*.md")
            .Where(static file => !Path.GetFileName(file).StartsWith("AnalyzerReleases.", StringComparison.Ordinal))
            .Concat(Directory.EnumerateDirectories(folder).Where(static sub => !Ignored.Contains(Path.GetFileName(sub))).SelectMany(Walk));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sim.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Sim.sln: run the tests from inside the repository.");
    }
}
