using System.IO.MemoryMappedFiles;
using System.Text;

namespace Sim.Cli.Protocol;

/// <summary>
/// Which run a worker is in: a few bytes in a memory-mapped file, so that the launcher knows it however the worker dies.
/// </summary>
internal sealed class RunMarker : IDisposable
{
    private const int RunOffset = 0;
    private const int SeedOffset = 8;
    private const int DebuggedOffset = 16;
    private const int StoppedOffset = 17;
    private const int ReleasedOffset = 18;
    private const int LengthOffset = 20;
    private const int TokenOffset = 24;
    private const int Size = TokenOffset + MostToken;

    /// <summary>A longer token is not kept: the run is then told by its seed alone.</summary>
    private const int MostToken = 1 << 15;

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

    /// <summary>Whether the worker waits before a step for somebody to let it go on.</summary>
    public bool IsStopped
    {
        get => _view.ReadBoolean(StoppedOffset);
        set => _view.Write(StoppedOffset, value);
    }

    /// <summary>Whether the worker may go on.</summary>
    public bool IsReleased
    {
        get => _view.ReadBoolean(ReleasedOffset);
        set => _view.Write(ReleasedOffset, value);
    }

    /// <summary>The token of that run, where its seed alone does not make it; else null.</summary>
    public string? Token
    {
        get
        {
            var bytes = new byte[_view.ReadInt32(LengthOffset)];
            _view.ReadArray(TokenOffset, bytes, 0, bytes.Length);
            return bytes.Length == 0 ? null : Encoding.ASCII.GetString(bytes);
        }
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
        _view.Write(LengthOffset, 0);
        _view.Write(RunOffset, run);
        _view.Write(SeedOffset, seed);
    }

    /// <summary>The run that is about to start is not made by its seed alone, but by this token.</summary>
    public void TokenStarting(string token)
    {
        var bytes = Encoding.ASCII.GetBytes(token);
        if (bytes.Length <= MostToken)
        {
            _view.WriteArray(TokenOffset, bytes, 0, bytes.Length);
            _view.Write(LengthOffset, bytes.Length);
        }
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
