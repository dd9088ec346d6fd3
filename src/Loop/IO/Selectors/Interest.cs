namespace Sim;

/// <summary>What is waited for at a descriptor, and what happened there.</summary>
[Flags]
internal enum Interest
{
    None = 0,
    Read = 1,
    Write = 2,
}
