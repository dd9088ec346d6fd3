using System.Text.Json;
using System.Text.Json.Serialization;
using Sim.Cli.Launching;
using Sim.Cli.Protocol;

namespace Sim.Cli.Reporting;

/// <summary>What <c>--json</c> writes, for a program to read.</summary>
internal static class JsonReport
{
    public static void Write(string path, IReadOnlyList<ExploredSimulation> explored)
    {
        var text = JsonSerializer.Serialize([.. explored.Select(Of)], JsonReportContext.Default.IReadOnlyListJsonSimulation);
        try
        {
            File.WriteAllText(path, text + "\n");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new WrongInputException($"The report can't be written to {path}: {wrong.Message}");
        }
    }

    private static JsonSimulation Of(ExploredSimulation one) => new(
        one.Report.Name,
        one.Report.Runs,
        one.Report.Failure is { } failure ? [Of(failure, one.Confirmation)] : [],
        one.Report.Throughput.RunsPerSecond,
        one.Report.Throughput.StepsPerSecond,
        one.Report.Throughput.VirtualSecondsPerSecond);

    private static JsonFailure Of(FailureReport failure, Confirmation? confirmation) => new(
        failure.Kind,
        failure.Message,
        failure.Place,
        failure.Seed,
        failure.Token,
        failure.Fingerprint,
        failure.Steps,
        failure.DeparturesBefore,
        failure.DeparturesAfter,
        confirmation?.Reproduced == true);
}

/// <summary>One simulation in the JSON report.</summary>
internal sealed record JsonSimulation(
    string Name,
    int Runs,
    IReadOnlyList<JsonFailure> Failures,
    double RunsPerSecond,
    double StepsPerSecond,
    double VirtualSecondsPerSecond);

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
    bool Confirmed);

/// <summary>How the report is written: source-generated.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<JsonSimulation>))]
internal sealed partial class JsonReportContext : JsonSerializerContext;
