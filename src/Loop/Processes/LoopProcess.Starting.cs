using System.Diagnostics;
using Sim.Transports;

namespace Sim;

/// <content>How it starts.</content>
public sealed partial class LoopProcess
{
    /// <summary>Has the loop wait for the pipes; their streams are there after that.</summary>
    internal Task OpenAsync() => Loop.OpenPipesAsync(PipedStreams(), _transports);

    private static ProcessStartInfo StartInfoOf(ProcessOptions options)
    {
        var info = new ProcessStartInfo(options.FileName, options.Arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = options.WorkingDirectory ?? "",
            RedirectStandardInput = options.PipesInput,
            RedirectStandardOutput = options.PipesOutput,
            RedirectStandardError = options.PipesError,
        };
        foreach ((string name, string? value) in options.Environment)
        {
            if (value is null)
            {
                info.Environment.Remove(name);
            }
            else
            {
                info.Environment[name] = value;
            }
        }

        return info;
    }

    private List<(IProtocol Protocol, Stream Pipe)> PipedStreams()
    {
        List<(IProtocol, Stream)> pipes = [];
        if (_input is not null)
        {
            pipes.Add((_input, _process.StandardInput.BaseStream));
        }

        if (_output is not null)
        {
            pipes.Add((_output, _process.StandardOutput.BaseStream));
        }

        if (_error is not null)
        {
            pipes.Add((_error, _process.StandardError.BaseStream));
        }

        return pipes;
    }
}
