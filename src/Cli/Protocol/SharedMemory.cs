using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;

namespace Sim.Cli.Protocol;

/// <summary>A file that several processes map and whose numbers they change atomically. What one wrote is there when it has been killed.</summary>
internal sealed unsafe class SharedMemory : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly int _size;
    private readonly byte* _start;

    private SharedMemory(string path, int size)
    {
        _size = size;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, size);
        _view = _file.CreateViewAccessor(0, size);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    /// <summary>Opens the file, or makes it of zeros: of several processes that make it at once, all get the same.</summary>
    public static SharedMemory OpenOrCreate(string path, int size)
    {
        if (!File.Exists(path))
        {
            Create(path, size);
        }

        return new(path, size);
    }

    public ref long Number(int offset)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, _size - sizeof(long));
        return ref Unsafe.AsRef<long>(_start + offset);
    }

    public Span<byte> Bytes(int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, _size - length);
        return new(_start + offset, length);
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    // Written in full, not stretched: a full disk then refuses here, not at some later access to memory.
    private static void Create(string path, int size)
    {
        var fresh = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllBytes(fresh, new byte[size]);
        try
        {
            File.Move(fresh, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(fresh);
        }
    }
}
