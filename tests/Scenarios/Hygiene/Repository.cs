using System.Xml.Linq;

namespace Sim.Scenarios.Hygiene;

/// <summary>The tree that is looked after: its files as a fresh clone has them, and its projects.</summary>
internal static class Repository
{
    private static readonly Lazy<string> Found = new(FindRoot);

    public static string Root => Found.Value;

    /// <summary>Every file that is not build output, as (path from the root, text); binary files are left out.</summary>
    public static IEnumerable<SourceText> TextFiles(string under = "", string pattern = "*") =>
        from path in Walk(Path.Combine(Root, under), pattern, IgnoredFolders())
        let text = File.ReadAllText(path)
        where !text.Contains('\0', StringComparison.Ordinal)
        select new SourceText(Relative(path), text);

    /// <summary>The projects that ship.</summary>
    public static IEnumerable<Project> SourceProjects() =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
        orderby path
        select new Project(Relative(path), XDocument.Load(path));

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IEnumerable<string> Walk(string folder, string pattern, HashSet<string> ignored) =>
        Directory.EnumerateFiles(folder, pattern)
            .Where(file => Path.GetFileName(file) != ".git")
            .Concat(Directory.EnumerateDirectories(folder)
                .Where(sub => !ignored.Contains(Path.GetFileName(sub)))
                .SelectMany(sub => Walk(sub, pattern, ignored)));

    /// <summary>Not asked of git: the sources may have been unpacked from an archive.</summary>
    private static HashSet<string> IgnoredFolders() =>
        [".git", .. File.ReadAllLines(Path.Combine(Root, ".gitignore")).Where(line => line.EndsWith('/')).Select(line => line.TrimEnd('/'))];

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

/// <summary>A file: its path from the root of what is looked at, with slashes, and its text.</summary>
internal sealed record SourceText(string Path, string Text);

/// <summary>A project file.</summary>
internal sealed record Project(string Path, XDocument Xml)
{
    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    public string Assembly => Xml.Descendants("AssemblyName").FirstOrDefault()?.Value ?? System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>
    /// Where the build of the tests put its assembly: this project must reference every project that ships. What cannot be referenced
    /// beside xunit 2.9, since it is for xunit.v3, is built with the tests and lies in its own folder.
    /// </summary>
    public string Dll
    {
        get
        {
            string file = Assembly + ".dll";
            string[] places =
            [
                System.IO.Path.Combine(AppContext.BaseDirectory, file),
                System.IO.Path.Combine(Repository.Root, Folder, System.IO.Path.GetRelativePath(System.IO.Path.Combine(Repository.Root, "tests/Scenarios"), AppContext.BaseDirectory), file),
            ];
            return places.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException($"Sim.Scenarios must reference {Path}, so that hygiene can look at it.");
        }
    }
}
