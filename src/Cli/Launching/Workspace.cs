using System.Collections.Concurrent;
using Sim.Cli.Protocol;

namespace Sim.Cli.Launching;

/// <summary>
/// The temporary folder of one invocation: requests, run markers, generated configurations. Markers live as long as it does:
/// the worker may be gone while its last run is still of interest.
/// </summary>
internal sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sim-");
    private readonly ConcurrentBag<RunMarker> _markers = [];
    private int _files;

    /// <summary>A path in the folder that no other file has.</summary>
    public string NewFile(string suffix) =>
        Path.Combine(_folder.FullName, $"{Interlocked.Increment(ref _files)}-{suffix}");

    /// <summary>A new folder in the folder.</summary>
    public string NewFolder(string suffix) => Directory.CreateDirectory(NewFile(suffix)).FullName;

    public string Write(string suffix, string content)
    {
        var path = NewFile(suffix);
        File.WriteAllText(path, content);
        return path;
    }

    public RunMarker NewMarker()
    {
        var marker = RunMarker.Create(NewFile("run"));
        _markers.Add(marker);
        return marker;
    }

    public void Dispose()
    {
        foreach (var marker in _markers)
        {
            marker.Dispose();
        }

        _folder.Delete(recursive: true);
    }
}
