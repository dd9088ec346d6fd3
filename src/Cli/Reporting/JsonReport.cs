using System.Text.Json;
using System.Text.Json.Serialization;
using Sim.Cli.Campaigns;
using Sim.Cli.Folder;

namespace Sim.Cli.Reporting;

/// <summary>What <c>--json</c> writes, for a program to read.</summary>
internal static class JsonReport
{
    public static void Write(string path, IReadOnlyList<SimulationResult> explored)
    {
        var text = JsonSerializer.Serialize([.. explored.Select(Of)], JsonReportContext.Default.IReadOnlyListJsonSimulation);
        try
        {
            File.WriteAllText(path, text + "\n");
        }
        catch (Exception wrong) when (SafeFile.IsRefusal(wrong))
        {
            throw new WrongInputException($"The report can't be written to {path}: {wrong.Message}");
        }
    }

    private static JsonSimulation Of(SimulationResult result)
    {
        var totals = result.Totals;
        return new(
            result.Name,
            totals.Runs,
            [.. result.Findings.Select(one => Of(one.Finding, one.Times))],
            totals.RunsPerSecond,
            totals.StepsPerSecond,
            totals.VirtualSecondsPerSecond,
            totals.Seconds,
            totals.Failing,
            totals.EarlierRuns,
            totals.Behaviors,
            [.. result.Sometimes.Select(count => new JsonSometimes(count.Name, count.Runs, count.RunsHeld, count.Checks, count.Held))],
            [.. result.NeverReached.Select(count => count.Name)],
            result.Strategy);
    }

    private static JsonFailure Of(Finding finding, long times)
    {
        var failure = finding.Failure;
        return new(
            failure.Kind,
            failure.Message,
            failure.Place,
            failure.Seed,
            failure.Token,
            failure.Fingerprint,
            failure.Steps,
            failure.DeparturesBefore,
            failure.DeparturesAfter,
            finding.Confirmation?.Reproduced == true,
            failure.Identity,
            failure.Run,
            times);
    }
}

/// <summary>One simulation in the JSON report.</summary>
internal sealed record JsonSimulation(
    string Name,
    long Runs,
    IReadOnlyList<JsonFailure> Failures,
    double RunsPerSecond,
    double StepsPerSecond,
    double VirtualSecondsPerSecond,
    double Seconds,
    long FailingRuns,
    long EarlierRuns,
    long Behaviors,
    IReadOnlyList<JsonSometimes> Sometimes,
    IReadOnlyList<string> NeverReached,
    string Strategy);

/// <summary>What should sometimes hold, in the JSON report: in how many runs it was looked at and held, and how often in all.</summary>
internal sealed record JsonSometimes(string Name, long Runs, long RunsHeld, long Checks, long Held);

/// <summary>One failure in the JSON report.</summary>
internal sealed record JsonFailure(
    string Kind,
    string Message,
    string Place,
    ulong Seed,
    string Token,
    string Fingerprint,
    int Steps,
    int? DeparturesBefore,
    int? DeparturesAfter,
    bool Confirmed,
    string Identity,
    int Run,
    long Times);

/// <summary>How the report is written: source-generated.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<JsonSimulation>))]
internal sealed partial class JsonReportContext : JsonSerializerContext;
