using System.IO.MemoryMappedFiles;

namespace Sim.Cli.Protocol;

/// <summary>
/// Which run a worker is in: a few bytes in a memory-mapped file, so that the launcher knows it however the worker dies.
/// </summary>
internal sealed class RunMarker : IDisposable
{
    private const int RunOffset = 0;
    private const int SeedOffset = 8;
    private const int RunsOffset = 16;
    private const int StepsOffset = 24;
    private const int Size = 32;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private RunMarker(string path, MemoryMappedFile file)
    {
        Path = path;
        _file = file;
        _view = file.CreateViewAccessor(0, Size);
    }

    public string Path { get; }

    /// <summary>The number of the run that started last; 0 before the first one.</summary>
    public int Run => _view.ReadInt32(RunOffset);

    /// <summary>The seed of that run.</summary>
    public ulong Seed => _view.ReadUInt64(SeedOffset);

    /// <summary>Grows whenever the worker gets on.</summary>
    public long Progress => _view.ReadInt64(RunsOffset) + _view.ReadInt64(StepsOffset);

    public static RunMarker Create(string path)
    {
        File.WriteAllBytes(path, new byte[Size]);
        return Open(path);
    }

    public static RunMarker Open(string path) =>
        new(path, MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, Size));

    public void RunStarting(int run, ulong seed)
    {
        _view.Write(RunOffset, run);
        _view.Write(SeedOffset, seed);
    }

    /// <summary>Shows that a run started or ended: <paramref name="count"/> of them so far.</summary>
    public void ShowRuns(long count) => _view.Write(RunsOffset, count);

    /// <summary>Shows that steps were made: <paramref name="count"/> of them so far.</summary>
    public void ShowSteps(long count) => _view.Write(StepsOffset, count);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
