using System.Threading.Channels;

namespace Sim.Gauntlet.Programs.GoKer;

/// <summary>
/// cockroach_10790: a command waits for those before it, each of which announces its end on a channel; if it is canceled, it leaves that to
/// a drainer. The bug: the ones before it look at the same cancellation and end without an announcement, and the drainer waits
/// for good. The twin announces the end in any case.
/// </summary>
internal sealed class Cockroach10790(Simulation sim, bool isFixed)
{
    private const int Predecessors = 2;

    private readonly CancellationTokenSource _canceled = new();
    private readonly Channel<int> _ends = Channel.CreateBounded<int>(Predecessors);

    public async Task RunAsync()
    {
        Task[] predecessors = [.. Enumerable.Range(0, Predecessors).Select(number => Task.Run(() => PrecedeAsync(number)))];
        Task command = Task.Run(CommandAsync);
        Task canceler = Task.Run(_canceled.Cancel);
        await Task.WhenAll([.. predecessors, command, canceler]);
    }

    private async Task PrecedeAsync(int number)
    {
        await sim.Yield(_canceled, write: false);
        if (isFixed || !_canceled.IsCancellationRequested)
        {
            await _ends.Writer.WriteAsync(number);
        }
    }

    private async Task CommandAsync()
    {
        int left = Predecessors;
        try
        {
            for (; left > 0; left--)
            {
                await _ends.Reader.ReadAsync(_canceled.Token);
            }
        }
        catch (OperationCanceledException)
        {
            await DrainAsync(left);
        }
    }

    private async Task DrainAsync(int left)
    {
        for (; left > 0; left--)
        {
            await _ends.Reader.ReadAsync();
        }
    }
}
