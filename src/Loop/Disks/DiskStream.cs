namespace Sim;

/// <summary>An open file of a disk as a stream with a position. It holds nothing back, and owns the file.</summary>
/// <remarks>As with a <see cref="FileStream"/>, <see cref="Flush()"/> makes nothing durable: <see cref="Flush(bool)"/> does.</remarks>
public sealed class DiskStream : Stream
{
    private readonly IDiskFile _file;
    private long _position;
    private bool _isClosed;

    /// <summary>Reads and writes a file, from its beginning on.</summary>
    /// <param name="file">The file, which is disposed with the stream.</param>
    public DiskStream(IDiskFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        _file = file;
    }

    /// <inheritdoc />
    public override bool CanRead => !_isClosed;

    /// <inheritdoc />
    public override bool CanWrite => !_isClosed;

    /// <inheritdoc />
    public override bool CanSeek => !_isClosed;

    /// <inheritdoc />
    public override long Length => _file.Length;

    /// <inheritdoc />
    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        int count = _file.Read(_position, buffer);
        _position += count;
        return count;
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = await _file.ReadAsync(_position, buffer, cancellationToken).ConfigureAwait(false);
        _position += count;
        return count;
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _file.Write(_position, buffer);
        _position += buffer.Length;
    }

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc />
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _file.WriteAsync(_position, buffer, cancellationToken).ConfigureAwait(false);
        _position += buffer.Length;
    }

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <summary>Does nothing, since nothing is held back.</summary>
    public override void Flush()
    {
    }

    /// <summary>Makes what was written durable, if <paramref name="flushToDisk"/> says so.</summary>
    public void Flush(bool flushToDisk)
    {
        if (flushToDisk)
        {
            _file.Flush();
        }
    }

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin)
    {
        long from = origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => _file.Length };
        return from + offset >= 0 ? _position = from + offset : throw new IOException("A position lies at 0 or behind.");
    }

    /// <inheritdoc />
    public override void SetLength(long value) => _file.SetLength(value);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _isClosed = true;
        _file.Dispose();
        base.Dispose(disposing);
    }
}
