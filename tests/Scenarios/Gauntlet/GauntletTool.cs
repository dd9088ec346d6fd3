using System.Diagnostics;
using Sim.Scenarios.Hygiene;
using Sim.Scenarios.Tool;

namespace Sim.Scenarios.Gauntlet;

/// <summary>Runs the built gauntlet in a process of its own, its output in a pipe.</summary>
internal static class GauntletTool
{
    /// <summary>A net for what hangs; no machine is so busy that it matters.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    // The test's own output folder ends as every project's does: bin/CONFIGURATION/FRAMEWORK.
    private static readonly string OutputFolder = Path.GetRelativePath(
        Path.Combine(Repository.Root, "tests", "Scenarios"), Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    public static async Task<ToolResult> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Repository.Root, "benchmarks", "Gauntlet", OutputFolder, "Sim.Gauntlet.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        await using var kill = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new(process.ExitCode, await output, await errors);
    }
}
