using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>Puts the library's results into the launcher's words.</summary>
internal static class Reports
{
    public static FailureReport Of(RunResult failed) => new()
    {
        Kind = failed.Outcome.ToString(),
        Message = failed.Failure?.Message ?? "",
        Place = failed.Failure?.Place ?? "",
        Seed = failed.Seed,
        Token = failed.Token,
        Fingerprint = failed.Fingerprint,
        Steps = failed.Steps,
        DeparturesAfter = failed.Departures,
    };

    /// <summary>What an exception says, without the parameter's name that .NET adds.</summary>
    public static string Words(Exception wrong)
    {
        var end = wrong.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return end < 0 ? wrong.Message : wrong.Message[..end];
    }
}
