namespace Sim;

/// <summary>An open file of an <see cref="IDisk"/>. It has no position: every operation says where (as <see cref="RandomAccess"/>), and nothing is buffered in the process.</summary>
/// <remarks>
/// A file that was deleted or renamed while it is open can be read and written on. Operations that run at the same time happen in no promised order.
/// The memory given to an asynchronous operation belongs to it until it has ended; one that was canceled may have been done all the same.
/// </remarks>
public interface IDiskFile : IDisposable
{
    /// <summary>The path under which it was opened.</summary>
    string Path { get; }

    /// <summary>How many bytes it has.</summary>
    long Length { get; }

    /// <summary>Reads.</summary>
    /// <param name="offset">The first byte to be read, from 0 on.</param>
    /// <param name="buffer">Takes the bytes.</param>
    /// <returns>How many bytes were read: fewer than asked for only at the end of the file, 0 beyond it.</returns>
    /// <exception cref="IOException">The disk fails.</exception>
    int Read(long offset, Span<byte> buffer);

    /// <inheritdoc cref="Read"/>
    ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken = default);

    /// <summary>Writes; a gap between the end of the file and <paramref name="offset"/> becomes zeros.</summary>
    /// <param name="offset">Where the first byte goes, from 0 on.</param>
    /// <param name="data">The bytes.</param>
    /// <exception cref="IOException">The disk is full (nothing was written), or fails.</exception>
    void Write(long offset, ReadOnlySpan<byte> data);

    /// <inheritdoc cref="Write"/>
    ValueTask WriteAsync(long offset, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default);

    /// <summary>Writes at the end.</summary>
    /// <exception cref="IOException">The disk is full (nothing was written), or fails.</exception>
    void Append(ReadOnlySpan<byte> data);

    /// <inheritdoc cref="Append"/>
    ValueTask AppendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default);

    /// <summary>Cuts the file off, or extends it by zeros.</summary>
    /// <exception cref="IOException">The disk is full, or fails.</exception>
    void SetLength(long length);

    /// <inheritdoc cref="SetLength"/>
    ValueTask SetLengthAsync(long length, CancellationToken cancellationToken = default);

    /// <summary>Makes durable what was written before (fsync). The name of a new file is not: see <see cref="IDisk.FlushDirectory"/>.</summary>
    /// <exception cref="IOException">
    /// The disk fails. What was to be flushed may never become durable, whatever later flushes say: write it anew, or stop.
    /// </exception>
    void Flush();

    /// <inheritdoc cref="Flush"/>
    ValueTask FlushAsync(CancellationToken cancellationToken = default);
}
