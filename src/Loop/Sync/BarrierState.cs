namespace Sim;

/// <summary>How far the round of a barrier is.</summary>
internal enum BarrierState : byte
{
    /// <summary>It waits for the rest.</summary>
    Filling,

    /// <summary>All have come, and go on.</summary>
    Draining,

    /// <summary>It was reset, and those who waited are told.</summary>
    Resetting,

    /// <summary>It was aborted.</summary>
    Broken,
}
