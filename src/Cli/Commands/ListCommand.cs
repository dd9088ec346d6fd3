using System.CommandLine;
using Sim.Cli.Launching;
using Sim.Cli.Protocol;
using Sim.Cli.Target;

namespace Sim.Cli.Commands;

/// <summary><c>sim list</c>: name, runs and place of every simulation.</summary>
internal sealed class ListCommand : ISimCommand
{
    private readonly Argument<string> _target = Arguments.Target();
    private readonly Option<string?> _filter = Arguments.Filter();

    public void AddTo(Command command)
    {
        command.Add(_target);
        command.Add(_filter);
    }

    public async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        using var workspace = new Workspace();
        var target = await TargetResolver.ResolveAsync(parsed.GetRequiredValue(_target), workspace, cancel);
        Print(await new Launcher(target, workspace).ListAsync(parsed.GetValue(_filter), cancel));
        return ExitCode.NothingFound;
    }

    private static void Print(IReadOnlyList<SimulationInfo> all)
    {
        var width = all.Max(one => one.Name.Length);
        foreach (var one in all)
        {
            Console.Out.WriteLine($"{one.Name.PadRight(width)}  {one.Runs,10:N0} runs  {one.Place}");
        }
    }
}
