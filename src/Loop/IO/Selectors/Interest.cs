namespace Sim;

/// <summary>What is waited for at a descriptor, and what happened there.</summary>
[Flags]
internal enum Interest
{
    None = 0,
    Read = 1,
    Write = 2,

    /// <summary>Never waited for, only told: the other end has ended, or the descriptor is broken. There may be something to read before that.</summary>
    End = 4,
}
