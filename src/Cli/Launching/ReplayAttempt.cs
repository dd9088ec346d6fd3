using Sim.Cli.Protocol;

namespace Sim.Cli.Launching;

/// <summary>What the replay of a token in a fresh worker came to.</summary>
internal sealed record ReplayAttempt(SimulationInfo? Simulation, ReplayReport? Report, RefusedMessage? Refusal, WorkerEnd? Death)
{
    public bool IsHung => Report?.Outcome == nameof(RunOutcome.Hung) || Death?.GivenUp is not null;

    public override string ToString() => this switch
    {
        { Report: { } report } => $"{report.Outcome} after {report.Steps:N0} steps, fingerprint {report.Fingerprint}.",
        { Refusal: { } refusal } => refusal.Message,
        { Death: { } death } => death.Reason,
        _ => "the worker ended before it began.",
    };
}
