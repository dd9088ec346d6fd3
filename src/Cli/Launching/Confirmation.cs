using Sim.Cli.Protocol;

namespace Sim.Cli.Launching;

/// <summary>Whether a failure came again when its token was replayed in fresh processes.</summary>
/// <param name="Reproduced">Whether every replay came to the same.</param>
/// <param name="Sentence">What a person reads.</param>
internal sealed record Confirmation(bool Reproduced, string Sentence);

/// <summary>Replays tokens in fresh worker processes before a failure is reported.</summary>
internal sealed class Confirmer(Launcher launcher, RunLimits limits)
{
    private const int FingerprintEnds = 4;

    public async Task<Confirmation> ConfirmAsync(string simulation, FailureReport failure, CancellationToken cancel)
    {
        switch (failure.Kind)
        {
            case nameof(RunOutcome.NotDeterministic) or nameof(RunOutcome.Escaped):
                return new(false, "Not confirmed: a replay needs a run that is deterministic.");
            case nameof(RunOutcome.Hung):
                return await ConfirmHungAsync(simulation, failure.Token, cancel);
            default:
                return await ConfirmSameAsync(simulation, failure, cancel);
        }
    }

    // Where the watchdog ends a step is a matter of real time: only that it had to is confirmed.
    private async Task<Confirmation> ConfirmHungAsync(string simulation, string token, CancellationToken cancel)
    {
        var other = await FirstOtherAsync(simulation, token, attempt => attempt.IsHung, cancel);
        return other is null
            ? new(true, "Confirmed twice: the same step hung in fresh processes.")
            : new(false, $"Not reproduced in a fresh process, so it may have been a pause of the machine; the replay: {other}");
    }

    private async Task<Confirmation> ConfirmSameAsync(string simulation, FailureReport failure, CancellationToken cancel)
    {
        var other = await FirstOtherAsync(simulation, failure.Token, attempt => IsSame(attempt, failure), cancel);
        return other is null
            ? new(true, $"Confirmed twice in fresh processes, fingerprint {Short(failure.Fingerprint)}.")
            : new(false, $"Not reproduced in a fresh process, so it is not deterministic: found {failure.Kind} after "
                + $"{failure.Steps:N0} steps, fingerprint {failure.Fingerprint}; the replay: {other}");
    }

    public async Task<Confirmation> ConfirmDeathAsync(string simulation, string token, WorkerEnd death, CancellationToken cancel)
    {
        var other = await FirstOtherAsync(simulation, token, attempt => attempt.Death?.IsLike(death) == true, cancel);
        return other is null
            ? new(true, "Confirmed twice: fresh processes ended the same way.")
            : new(false, $"Not reproduced in a fresh process; the replay: {other} Something outside the simulation may have ended the worker.");
    }

    private async Task<ReplayAttempt?> FirstOtherAsync(
        string simulation, string token, Func<ReplayAttempt, bool> isSame, CancellationToken cancel)
    {
        var request = launcher.Request(WorkerMode.Replay) with { Simulation = simulation, Token = token, Limits = limits };
        var attempts = await Task.WhenAll(launcher.ReplayAsync(request, cancel), launcher.ReplayAsync(request, cancel));
        return attempts.FirstOrDefault(attempt => !isSame(attempt));
    }

    private static bool IsSame(ReplayAttempt attempt, FailureReport failure) =>
        attempt.Report is { } report && report.Outcome == failure.Kind && report.Fingerprint == failure.Fingerprint;

    private static string Short(string fingerprint) => fingerprint.Length <= 2 * FingerprintEnds
        ? fingerprint
        : $"{fingerprint[..FingerprintEnds]}...{fingerprint[^FingerprintEnds..]}";
}
