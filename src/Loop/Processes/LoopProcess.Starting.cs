using System.Diagnostics;
using System.IO.Pipes;

namespace Sim;

/// <content>How it starts.</content>
public sealed partial class LoopProcess
{
    /// <summary>Has the loop wait for the pipes; their streams are there after that.</summary>
    internal async Task OpenAsync()
    {
        if (!Loop.Sockets.IsDirect)
        {
            await OpenPumpedAsync(PipedStreams());
            return;
        }

        foreach ((StreamProtocol protocol, Stream stream) in PipedStreams())
        {
            var transport = new PipeTransport(Loop.Sockets, new LinuxPipe((PipeStream)stream), protocol);
            transport.MakeSoon();
            _transports.Add(transport);
        }

        // The protocols are told first that the pipes are there.
        await LoopTask.Sleep(TimeSpan.Zero);
    }

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

    private List<(StreamProtocol Protocol, Stream Stream)> PipedStreams()
    {
        List<(StreamProtocol, Stream)> pipes = [];
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

    private async Task OpenPumpedAsync(List<(StreamProtocol Protocol, Stream Stream)> pipes)
    {
        try
        {
            foreach ((StreamProtocol protocol, Stream stream) in pipes)
            {
                _transports.Add(await PumpedPipe.OpenAsync(Loop, stream, protocol));
            }
        }
        catch
        {
            pipes.ForEach(static pipe => pipe.Stream.Dispose());
            throw;
        }
    }
}
