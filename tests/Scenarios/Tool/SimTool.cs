using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Sim.Scenarios.Tool;

/// <summary>What the tool came to.</summary>
public sealed record ToolResult(int ExitCode, string Output, string Errors);

/// <summary>Runs the built tool as a person would: in a process of its own, its output in a pipe.</summary>
internal static partial class SimTool
{
    /// <summary>A net for what hangs; no machine is so busy that it matters.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);
    private static readonly string Repository = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));

    // The test's own output folder ends as every project's does: bin/CONFIGURATION/FRAMEWORK.
    private static readonly string OutputFolder = Path.GetRelativePath(
        Path.Combine(Repository, "tests", "Scenarios"), Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    public static string Tool { get; } = Path.Combine(Repository, "src", "Cli", OutputFolder, "Sim.Cli.dll");

    public static string Fixtures { get; } = Fixture("Good", "Sim.ToolFixtures.dll");

    public static string FixtureProject { get; } = Path.Combine(Repository, "tests", "Scenarios", "ToolFixtures", "Good");

    public static string WrongFixtures { get; } = Fixture("Wrong", "Sim.WrongFixtures.dll");

    // Where these tests run as one of several jobs, that is not what they are about.
    private static readonly string[] Shards = ["SIM_SHARD_INDEX", "SIM_SHARD_COUNT", "JOB_COMPLETION_INDEX", "SLURM_ARRAY_TASK_ID", "CI_NODE_INDEX"];

    public static Task<ToolResult> RunAsync(params string[] arguments) => RunAsync([], arguments);

    public static async Task<ToolResult> RunAsync(IEnumerable<(string Name, string Value)> environment, params string[] arguments)
    {
        using var process = Start(environment, "dotnet", [Tool, .. arguments]);
        return await EndOfAsync(process);
    }

    /// <summary>Starts the tool, or a shell that becomes it.</summary>
    public static Process Start(IEnumerable<(string Name, string Value)> environment, string file, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in Shards)
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static async Task<ToolResult> EndOfAsync(Process process, TimeSpan? longest = null)
    {
        using var limit = new CancellationTokenSource(longest ?? Limit);
        await using var kill = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new(process.ExitCode, await output, await errors);
    }

    /// <summary>The token in the report's replay line; the first one where there are several.</summary>
    public static string TokenIn(ToolResult result) => ReplayLine().Matches(result.Output).FirstOrDefault()?.Groups["token"].Value ?? "";

    [GeneratedRegex(@"^  Replay    sim replay \S+ (?<token>\S+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ReplayLine();

    private static string Fixture(string folder, string file) =>
        Path.Combine(Repository, "tests", "Scenarios", "ToolFixtures", folder, OutputFolder, file);
}
