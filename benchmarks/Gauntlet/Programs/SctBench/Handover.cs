using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.SctBench;

/// <summary>
/// circular_buffer and queue: a sender puts number after number, a receiver takes them, in turns, by a flag under a lock. The bug: who
/// finds that it is not its turn counts the attempt all the same, so the receiver expects a number that was not the next. The twins
/// count what was done. The queue differs by its length, and by its sender, which puts the first number before the turns begin.
/// </summary>
internal sealed class Handover(Simulation sim, int numbers, bool startsFilled, bool isFixed)
{
    private readonly SemaphoreSlim _lock = new(1, 1);
    private readonly Queue<int> _buffer = new();
    private bool _sendersTurn = true;

    public async Task RunAsync()
    {
        var crew = new Crew();
        await crew.StartAsync(SendAllAsync);
        await crew.StartAsync(ReceiveAllAsync);
        await crew.JoinAsync();
    }

    private async Task SendAllAsync()
    {
        int next = 0;
        if (startsFilled)
        {
            await _lock.EnterAsync(sim);
            Send(next++);
            _lock.Release();
        }

        for (int attempt = next; attempt < numbers; attempt++)
        {
            await _lock.EnterAsync(sim);
            if (_sendersTurn)
            {
                Send(isFixed ? next++ : attempt);
            }

            _lock.Release();
        }
    }

    private void Send(int number)
    {
        _buffer.Enqueue(number);
        _sendersTurn = false;
    }

    private async Task ReceiveAllAsync()
    {
        int received = 0;
        for (int attempt = 0; attempt < numbers; attempt++)
        {
            await _lock.EnterAsync(sim);
            if (!_sendersTurn)
            {
                int expected = isFixed ? received++ : attempt;
                sim.Always(_buffer.Dequeue() == expected, "numbers arrive in their order");
                _sendersTurn = true;
            }

            _lock.Release();
        }
    }
}
