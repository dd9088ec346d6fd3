using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.Services;

/// <summary>
/// bounded_buffer: two producers and two consumers share a buffer of one place and one condition. The bug: a change wakes one of those who
/// wait, which may be one whom it doesn't help, and then all wait. The twin wakes all.
/// </summary>
internal sealed class BoundedBuffer(Simulation sim, bool isFixed)
{
    private const int Rounds = 2;

    private readonly SemaphoreSlim _lock = new(1, 1);
    private readonly Condition _changed = new();
    private bool _isFull;

    public async Task RunAsync() => await Task.WhenAll(
        Task.Run(() => MoveAsync(waitsWhile: false)),
        Task.Run(() => MoveAsync(waitsWhile: false)),
        Task.Run(() => MoveAsync(waitsWhile: true)),
        Task.Run(() => MoveAsync(waitsWhile: true)));

    /// <summary>A producer waits while the buffer is full, a consumer while it is not; each then turns that round.</summary>
    private async Task MoveAsync(bool waitsWhile)
    {
        for (int round = 0; round < Rounds; round++)
        {
            await _lock.EnterAsync(sim);
            while (_isFull == waitsWhile)
            {
                await _changed.WaitAsync(_lock);
            }

            _isFull = waitsWhile;
            Wake();
            _lock.Release();
        }
    }

    private void Wake()
    {
        if (isFixed)
        {
            _changed.Broadcast();
        }
        else
        {
            _changed.Signal();
        }
    }
}
