using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.SctBench;

/// <summary>
/// stack: one task pushes ten values, another makes ten attempts to pop one; all of it under a lock. The bug: the flag that says
/// "there is something" is set by the first push and never taken back, so a second pop may meet an empty stack. The twin looks at the
/// stack instead.
/// </summary>
internal sealed class BoundedStack(Simulation sim, bool isFixed)
{
    private const int Size = 10;

    private readonly SemaphoreSlim _lock = new(1, 1);
    private readonly Stack<int> _values = new();
    private bool _filled;

    public async Task RunAsync()
    {
        var crew = new Crew();
        await crew.StartAsync(PushAllAsync);
        await crew.StartAsync(PopAllAsync);
        await crew.JoinAsync();
    }

    private async Task PushAllAsync()
    {
        for (int value = 0; value < Size; value++)
        {
            await _lock.EnterAsync(sim);
            _values.Push(value);
            _filled = true;
            _lock.Release();
        }
    }

    private async Task PopAllAsync()
    {
        for (int attempt = 0; attempt < Size; attempt++)
        {
            await _lock.EnterAsync(sim);
            if (isFixed ? _values.Count > 0 : _filled)
            {
                sim.Always(_values.TryPop(out _), "nothing is popped from an empty stack");
            }

            _lock.Release();
        }
    }
}
