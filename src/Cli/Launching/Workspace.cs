namespace Sim.Cli.Launching;

/// <summary>The temporary folder of one invocation: requests, run markers, generated configurations.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sim-");
    private int _files;

    /// <summary>A path in the folder that no other file has.</summary>
    public string NewFile(string suffix) =>
        Path.Combine(_folder.FullName, $"{Interlocked.Increment(ref _files)}-{suffix}");

    public string Write(string suffix, string content)
    {
        var path = NewFile(suffix);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
