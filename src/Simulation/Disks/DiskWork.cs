namespace Sim;

/// <summary>What kind of work an operation of a disk is: each takes its own time.</summary>
internal enum DiskWork
{
    /// <summary>Bytes are read.</summary>
    Read,

    /// <summary>Bytes or the length change.</summary>
    Write,

    /// <summary>Something becomes durable.</summary>
    Flush,

    /// <summary>Names are looked at or change.</summary>
    Names,
}
