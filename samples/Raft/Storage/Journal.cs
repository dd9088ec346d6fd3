using System.Buffers.Binary;
using Sim;

namespace Raft.Storage;

/// <summary>
/// A file that only grows: records of any length, each with its checksum. What was appended and flushed is there after a crash; of what was not,
/// the first record that is damaged or missing ends the journal.
/// </summary>
public sealed class Journal : IDisposable
{
    private const string Name = "journal";
    private const int Header = 8;
    private const int MostBytes = 1 << 24;
    private readonly IDiskFile _file;
    private long _end;

    private Journal(IDiskFile file) => _file = file;

    /// <summary>Opens the journal of a disk and hands over the records that it holds.</summary>
    public static async Task<Journal> OpenAsync(IDisk disk, Action<ReadOnlyMemory<byte>> read, CancellationToken cancellationToken)
    {
        bool isNew = !disk.Exists(Name);
        IDiskFile file = await disk.OpenAsync(Name, cancellationToken: cancellationToken);
        var journal = new Journal(file);
        if (isNew)
        {
            await disk.FlushDirectoryAsync(cancellationToken: cancellationToken);
        }

        await journal.ReadAsync(read, cancellationToken);
        return journal;
    }

    /// <summary>Appends a record. It may be lost in a crash before <see cref="FlushAsync"/> has returned.</summary>
    public async Task AppendAsync(ReadOnlyMemory<byte> record)
    {
        byte[] bytes = new byte[Header + record.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), Checksum.Of(record.Span));
        record.CopyTo(bytes.AsMemory(Header));
        await _file.WriteAsync(_end, bytes);
        _end += bytes.Length;
    }

    /// <summary>Makes durable what was appended.</summary>
    public ValueTask FlushAsync() => _file.FlushAsync();

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private async Task ReadAsync(Action<ReadOnlyMemory<byte>> read, CancellationToken cancellationToken)
    {
        byte[] all = new byte[_file.Length];
        int length = await _file.ReadAsync(0, all, cancellationToken);
        while (RecordAt(all.AsMemory(0, length), (int)_end) is { } record)
        {
            read(record);
            _end += Header + record.Length;
        }

        if (_end < _file.Length)
        {
            // What lies behind a gap must not come back when the gap is filled.
            await _file.SetLengthAsync(_end, cancellationToken);
            await _file.FlushAsync(cancellationToken);
        }
    }

    private static ReadOnlyMemory<byte>? RecordAt(ReadOnlyMemory<byte> bytes, int at)
    {
        if (at + Header > bytes.Length)
        {
            return null;
        }

        ReadOnlySpan<byte> header = bytes.Span[at..];
        int length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length is <= 0 or > MostBytes || at + Header + length > bytes.Length)
        {
            return null;
        }

        ReadOnlyMemory<byte> record = bytes.Slice(at + Header, length);
        return Checksum.Of(record.Span) == BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) ? record : (ReadOnlyMemory<byte>?)null;
    }
}
