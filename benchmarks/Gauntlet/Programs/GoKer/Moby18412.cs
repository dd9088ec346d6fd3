using System.Threading.Channels;
using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.GoKer;

/// <summary>
/// moby_18412: a container writes its output into a channel, a copier takes it from there to the log, and when the container has ended its
/// monitor closes the log. The bug: nothing says that the copier is done by then, so it may write to a closed log. The twin's
/// monitor waits for the copier.
/// </summary>
internal sealed class Moby18412(Simulation sim, bool isFixed)
{
    private const int Lines = 3;

    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();
    private readonly Shared<bool> _logIsClosed = new(sim, false);

    public async Task RunAsync()
    {
        Task copier = Task.Run(CopyAsync);
        Task container = Task.Run(WriteAsync);
        await Task.WhenAll(Task.Run(() => MonitorAsync(container, copier)), copier);
    }

    private async Task WriteAsync()
    {
        for (int line = 0; line < Lines; line++)
        {
            await _output.Writer.WriteAsync($"line {line}");
        }

        _output.Writer.Complete();
    }

    private async Task CopyAsync()
    {
        await foreach (string line in _output.Reader.ReadAllAsync())
        {
            sim.Always(!await _logIsClosed.Read(), "nothing is written to a closed log");
        }
    }

    private async Task MonitorAsync(Task container, Task copier)
    {
        await container;
        if (isFixed)
        {
            await copier;
        }

        await _logIsClosed.Write(true);
    }
}
