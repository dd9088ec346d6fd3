namespace Sim.Scenarios.Tool;

/// <summary>A folder of a test's own, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sim-test-");

    public string Path(string file) => System.IO.Path.Combine(_folder.FullName, file);

    public string Write(string file, string content)
    {
        File.WriteAllText(Path(file), content);
        return Path(file);
    }

    /// <summary>Copies what lies next to an assembly, and returns the assembly's copy.</summary>
    public string CopyNeighborsOf(string assembly)
    {
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(assembly)!))
        {
            File.Copy(file, Path(System.IO.Path.GetFileName(file)));
        }

        return Path(System.IO.Path.GetFileName(assembly));
    }

    /// <summary>Copies one folder over another.</summary>
    public void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(Path(from), "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(Path(to), System.IO.Path.GetRelativePath(Path(from), file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
