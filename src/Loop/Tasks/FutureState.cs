namespace Sim;

/// <summary>How far a future is.</summary>
internal enum FutureState : byte
{
    Pending,
    Succeeded,
    Faulted,
    Canceled,
}
