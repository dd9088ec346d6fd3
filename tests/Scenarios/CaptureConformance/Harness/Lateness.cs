namespace Sim.Scenarios.CaptureConformance;

/// <summary>What a pool may show because its machine is busy.</summary>
internal static class Lateness
{
    /// <summary>
    /// Outcomes that come when a timer or a thread is later than the margins of the body. Timers promise that they don't
    /// fire early, never that they fire in time, so that the pool may show them on a busy machine.
    /// </summary>
    public static Conformance IfLate(this Conformance it, params string[] outcomes) =>
        outcomes.Aggregate(it, (late, outcome) => late.Gap(outcome, "a simulated machine is late by less than the margin of the body"));
}
