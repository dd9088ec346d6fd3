namespace Sim.Scenarios.Loop;

/// <summary>A clock that only its owner moves.</summary>
internal sealed class ManualClock : IClock
{
    public long Now { get; set; } = 1_000;
}
