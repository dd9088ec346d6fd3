using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sim.Cli.Launching;

/// <summary>The <c>dotnet</c> that runs this tool, and how to run it for something else.</summary>
internal static class DotNet
{
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    /// <summary>The folder of the running shared framework, such as <c>.../shared/Microsoft.NETCore.App/10.0.12</c>.</summary>
    public static string FrameworkFolder { get; } = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());

    public static string Executable { get; } = FindExecutable();

    public static ProcessStartInfo Command(params IEnumerable<string> arguments) => new(Executable, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    };

    /// <summary>Runs to the end and returns the exit code and all that was written.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(CancellationToken cancel, params IEnumerable<string> arguments)
    {
        var start = Command(arguments);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        process.StandardInput.Close();
        var output = new LastLines(capacity: 10_000);
        var reading = output.ReadAsync(process.StandardOutput, process.StandardError);
        await process.WaitForExitAsync(cancel);

        // A build server that stays behind may hold the streams open.
        await Task.WhenAny(reading, Task.Delay(OutputGrace, cancel));
        return (process.ExitCode, output.ToString());
    }

    private static string FindExecutable()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var besideShared = Path.GetFullPath(Path.Combine(FrameworkFolder, "..", "..", "..", name));
        return File.Exists(besideShared) ? besideShared : name;
    }
}
