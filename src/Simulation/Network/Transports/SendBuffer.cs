namespace Sim;

/// <summary>Bytes that wait to be sent, oldest first.</summary>
internal sealed class SendBuffer
{
    private byte[] _bytes = [];
    private int _start;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Content => _bytes.AsSpan(_start, Count);

    public void Add(ReadOnlySpan<byte> data)
    {
        if (_start + Count + data.Length > _bytes.Length)
        {
            byte[] target = Count + data.Length > _bytes.Length ? new byte[Math.Max(2 * _bytes.Length, Count + data.Length)] : _bytes;
            Content.CopyTo(target);
            (_bytes, _start) = (target, 0);
        }

        data.CopyTo(_bytes.AsSpan(_start + Count));
        Count += data.Length;
    }

    /// <summary>Forgets the oldest bytes; memory that is not needed is given back.</summary>
    public void Skip(int count)
    {
        Count -= count;
        (_bytes, _start) = Count == 0 ? ([], 0) : (_bytes, _start + count);
    }
}
