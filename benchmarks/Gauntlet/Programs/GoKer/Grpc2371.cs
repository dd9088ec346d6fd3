using System.Threading.Channels;
using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.GoKer;

/// <summary>
/// grpc_2371: a balancer is closed by its connection and by an error, and each closes its channel of updates unless the other did. The bug:
/// the look whether it is closed and the close are two steps, and a channel that is closed twice throws. The twin claims the
/// close in one step.
/// </summary>
internal sealed class Grpc2371(Simulation sim, bool isFixed)
{
    private readonly Channel<int> _updates = Channel.CreateUnbounded<int>();
    private readonly Shared<bool> _closed = new(sim, false);

    public async Task RunAsync()
    {
        Task reader = Task.Run(ReadAllAsync);
        await Task.WhenAll(Task.Run(CloseAsync), Task.Run(CloseAsync), reader);
    }

    private async Task ReadAllAsync()
    {
        await foreach (int _ in _updates.Reader.ReadAllAsync())
        {
            await Task.Yield();
        }
    }

    private async Task CloseAsync()
    {
        if (isFixed ? await ClaimAsync() : !await _closed.Read())
        {
            await sim.Yield(_updates);
            _updates.Writer.Complete();
            await _closed.Write(true);
        }
    }

    private async Task<bool> ClaimAsync()
    {
        bool isFirst = false;
        await _closed.Update(closed =>
        {
            isFirst = !closed;
            return true;
        });
        return isFirst;
    }
}
