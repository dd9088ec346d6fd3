using System.Text.Json;

namespace Sim.Scenarios.Tool;

/// <summary>What <c>--json</c> says of one simulation.</summary>
internal sealed record CampaignReport(
    long Runs, long EarlierRuns, long FailingRuns, long Behaviors, IReadOnlyList<CampaignFailure> Failures)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>What makes the failures the ones that they are, in one order.</summary>
    public IEnumerable<string> Identities => Failures.Select(one => one.Identity).Order(StringComparer.Ordinal);

    public static CampaignReport Of(string file) => Assert.Single(JsonSerializer.Deserialize<CampaignReport[]>(File.ReadAllText(file), Web)!);
}

/// <summary>A failure there.</summary>
internal sealed record CampaignFailure(string Kind, string Message, string Identity, string Token, int Run, long Times, bool Confirmed);
