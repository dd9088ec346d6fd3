using Microsoft.Win32.SafeHandles;

namespace Sim;

/// <summary>A file of the machine.</summary>
internal sealed class DirectoryDiskFile(string path, SafeFileHandle handle) : IDiskFile
{
    /// <summary>Two appends through one handle must not take the same place.</summary>
    private readonly Lock _appending = new();

    public string Path => path;

    public long Length => RandomAccess.GetLength(handle);

    public int Read(long offset, Span<byte> buffer)
    {
        int count = 0;
        while (count < buffer.Length && RandomAccess.Read(handle, buffer[count..], offset + count) is > 0 and int read)
        {
            count += read;
        }

        return count;
    }

    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = 0;
        while (count < buffer.Length && await RandomAccess.ReadAsync(handle, buffer[count..], offset + count, cancellationToken).ConfigureAwait(false) is > 0 and int read)
        {
            count += read;
        }

        return count;
    }

    public void Write(long offset, ReadOnlySpan<byte> data) => RandomAccess.Write(handle, data, offset);

    public ValueTask WriteAsync(long offset, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
        RandomAccess.WriteAsync(handle, data, offset, cancellationToken);

    public void Append(ReadOnlySpan<byte> data)
    {
        lock (_appending)
        {
            RandomAccess.Write(handle, data, RandomAccess.GetLength(handle));
        }
    }

    public ValueTask AppendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
        OffThread.Do(() => Append(data.Span), cancellationToken);

    public void SetLength(long length) => RandomAccess.SetLength(handle, length);

    public ValueTask SetLengthAsync(long length, CancellationToken cancellationToken = default) =>
        OffThread.Do(() => SetLength(length), cancellationToken);

    public void Flush() => RandomAccess.FlushToDisk(handle);

    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => OffThread.Do(Flush, cancellationToken);

    public void Dispose() => handle.Dispose();
}
