namespace Sim;

/// <summary>A change of a file's bytes that is not yet part of what is durable: a write, or a new length.</summary>
internal sealed class DataChange(int number, int offset, byte[]? data, bool extends)
{
    /// <summary>What a crash leaves of a disk's writes is a matter of whole sectors of this many bytes.</summary>
    public const int Sector = 512;

    /// <summary>The how-manieth change of the file it is.</summary>
    public int Number => number;

    /// <summary>Where the write begins; of a new length, the length.</summary>
    public int Offset => offset;

    /// <summary>The bytes of a write; null for a new length.</summary>
    public byte[]? Data => data;

    /// <summary>Whether the file became longer by a write.</summary>
    public bool Extends => extends;

    /// <summary>How many sectors the write touches.</summary>
    public int Sectors => data is null or [] ? 0 : ((offset + data.Length - 1) / Sector) - (offset / Sector) + 1;

    /// <summary>What a flush made of it.</summary>
    public DataState State { get; set; }

    public void Apply(FileContent content)
    {
        if (data is null)
        {
            content.SetLength(offset);
        }
        else
        {
            content.Write(offset, data);
        }
    }

    /// <summary>Applies the sectors of the write from one to before another, counted from its first.</summary>
    public void ApplySectors(FileContent content, int from, int to)
    {
        int begin = Math.Max(0, (((offset / Sector) + from) * Sector) - offset);
        int end = Math.Min(data!.Length, (((offset / Sector) + to) * Sector) - offset);
        content.Write(offset + begin, data.AsSpan(begin, end - begin));
    }

    /// <summary>Applies the length that the file got by the write, and none of the bytes.</summary>
    public void ApplyLength(FileContent content) => content.SetLength(Math.Max(content.Length, offset + data!.Length));
}

/// <summary>What a flush made of a change.</summary>
internal enum DataState
{
    /// <summary>None came since.</summary>
    Unflushed,

    /// <summary>It is durable, but an older one is not.</summary>
    Durable,

    /// <summary>The flush failed, and no later one will look at it again.</summary>
    Abandoned,
}
