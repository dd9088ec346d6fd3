using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Sim.Scenarios.Tool;

/// <summary>An exploration that is under way, to be killed or watched: that of Fails_at_leisure goes no further than its middle until it is let.</summary>
internal sealed class RunningCampaign : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    public RunningCampaign(params string[] arguments) =>
        _process = SimTool.Start([("SIM_FIXTURE_GATE", Gate)], "dotnet", [SimTool.Tool, .. arguments, "--progress", "20ms", "--step-timeout", "1h"]);

    public int Id => _process.Id;

    private string Gate => _folder.Path("gate");

    /// <summary>The first line of output that matches.</summary>
    public async Task<string> LineAsync([StringSyntax(StringSyntaxAttribute.Regex)] string pattern)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Regex.IsMatch(line, pattern))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The campaign ended without a line like '{pattern}': {await _process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Lets it go on to its end.</summary>
    public void Open() => File.WriteAllText(Gate, "");

    /// <summary>The worker processes in the order in which they were started: those that explore come before those that confirm what was found.</summary>
    public IReadOnlyList<int> Workers() =>
        [.. from process in Process.GetProcesses() let stat = StatOf(process.Id) where stat.Parent == Id orderby stat.Started select process.Id];

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public Task<ToolResult> EndAsync() => SimTool.EndOfAsync(_process);

    /// <summary>Its workers end with it, by themselves.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _folder.Dispose();
    }

    // The name, in parentheses, may hold anything; the state, the parent and, after eighteen more, the time of the start follow.
    private static (int Parent, long Started) StatOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return (0, 0);
        }
    }
}
