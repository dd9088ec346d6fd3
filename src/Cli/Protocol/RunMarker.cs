using System.IO.MemoryMappedFiles;

namespace Sim.Cli.Protocol;

/// <summary>
/// Which run a worker is in: a few bytes in a memory-mapped file, so that the launcher knows it however the worker dies.
/// </summary>
internal sealed class RunMarker : IDisposable
{
    private const int RunOffset = 0;
    private const int SeedOffset = 8;
    private const int DebuggedOffset = 16;
    private const int Size = 24;

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

    /// <summary>Whether a debugger is attached to the worker.</summary>
    public bool IsDebugged
    {
        get => _view.ReadBoolean(DebuggedOffset);
        set => _view.Write(DebuggedOffset, value);
    }

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

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
