namespace Sim;

/// <summary>An open file of a simulated disk.</summary>
internal sealed class SimulatedFile(SimulatedDisk disk, string path, FileNode node) : IDiskFile
{
    private readonly int _crashes = disk.Crashes;
    private bool _isClosed;

    public string Path => path;

    public long Length
    {
        get
        {
            Check();
            return node.Content.Length;
        }
    }

    public FileNode Node => node;

    public int Read(long offset, Span<byte> buffer)
    {
        var bytes = new byte[buffer.Length];
        int count = SimulatedDisk.Block(ReadAsync(offset, bytes, CancellationToken.None));
        bytes.AsSpan(0, count).CopyTo(buffer);
        return count;
    }

    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        Check();
        return disk.Do(DiskWork.Read, () => disk.Read(this, offset, buffer.Span), cancellationToken);
    }

    public void Write(long offset, ReadOnlySpan<byte> data) => SimulatedDisk.Block(WriteAsync(offset, data.ToArray(), CancellationToken.None));

    public ValueTask WriteAsync(long offset, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        Check();
        return disk.DoTask(DiskWork.Write, () => disk.Write(this, offset, data.Span), cancellationToken);
    }

    public void Append(ReadOnlySpan<byte> data) => SimulatedDisk.Block(AppendAsync(data.ToArray(), CancellationToken.None));

    public ValueTask AppendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        Check();
        return disk.DoTask(DiskWork.Write, () => disk.Write(this, node.Content.Length, data.Span), cancellationToken);
    }

    public void SetLength(long length) => SimulatedDisk.Block(SetLengthAsync(length, CancellationToken.None));

    public ValueTask SetLengthAsync(long length, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Check();
        return disk.DoTask(DiskWork.Write, () => disk.SetLength(this, length), cancellationToken);
    }

    public void Flush() => SimulatedDisk.Block(FlushAsync(CancellationToken.None));

    public ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        Check();
        int upTo = node.Changes;
        return disk.DoTask(DiskWork.Flush, () => disk.Flush(this, upTo), cancellationToken);
    }

    public void Dispose() => _isClosed = true;

    /// <summary>A file that was open when the machine lost its power is open no more.</summary>
    public void ThrowIfStale()
    {
        if (_crashes != disk.Crashes)
        {
            throw DiskErrors.Stale(path);
        }
    }

    private void Check()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        ThrowIfStale();
    }
}
