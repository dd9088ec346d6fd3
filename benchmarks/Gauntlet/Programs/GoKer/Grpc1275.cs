using System.Threading.Channels;
using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.GoKer;

/// <summary>
/// grpc_1275: a reader waits for a stream's next message, and somebody closes the stream. The bug: the close sets a flag, which a reader
/// sees before it waits, but never signals one that waits already: it waits for good. The twin's close completes the channel.
/// </summary>
internal sealed class Grpc1275(Simulation sim, bool isFixed)
{
    private readonly Channel<int> _messages = Channel.CreateUnbounded<int>();
    private readonly Shared<bool> _closed = new(sim, false);

    public async Task RunAsync()
    {
        Task reader = Task.Run(ReadAsync);
        Task closer = Task.Run(CloseAsync);
        await Task.WhenAll(reader, closer);
    }

    private async Task ReadAsync()
    {
        if (!await _closed.Read())
        {
            await _messages.Reader.WaitToReadAsync();
        }
    }

    private async Task CloseAsync()
    {
        await _closed.Write(true);
        if (isFixed)
        {
            _messages.Writer.Complete();
        }
    }
}
