using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Sim.Scenarios.Tool;

/// <summary>An exploration that is under way, to be killed or watched.</summary>
internal sealed class RunningCampaign : IDisposable
{
    private readonly Process _process;

    public RunningCampaign(params string[] arguments) =>
        _process = SimTool.Start([], "dotnet", [SimTool.Tool, .. arguments, "--progress", "20ms"]);

    public int Id => _process.Id;

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

    /// <summary>The worker processes, those that explore first: those that confirm what was found are started later.</summary>
    public IReadOnlyList<int> Workers() => [.. Process.GetProcesses().Select(process => process.Id).Where(id => ParentOf(id) == Id).Order()];

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public Task<ToolResult> EndAsync() => SimTool.EndOfAsync(_process);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    // The name, in parentheses, may hold anything; the state and the parent follow.
    private static int ParentOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
