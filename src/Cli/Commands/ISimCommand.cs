using System.CommandLine;

namespace Sim.Cli.Commands;

/// <summary>One of the tool's commands.</summary>
internal interface ISimCommand
{
    void AddTo(Command command);

    Task<int> RunAsync(ParseResult parsed, CancellationToken cancel);
}
