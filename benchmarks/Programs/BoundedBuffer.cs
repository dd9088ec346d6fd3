namespace Sim.Benchmarks.Programs;

/// <summary>
/// B1: two producers of one item each and one consumer of both, over a ring of two slots that three SemaphoreSlim guard: one counts free
/// slots, one filled ones, one is the mutex of the indices. The bug: a producer reserves its slot under the mutex but fills it
/// afterward, so the other may announce its own item first, and the consumer takes a slot that is still empty.
/// </summary>
internal static class BoundedBuffer
{
    public static async Task RunAsync(bool checks)
    {
        using var ring = new Ring();
        Task first = Task.Run(() => ring.PutAsync(1));
        Task second = Task.Run(() => ring.PutAsync(2));
        Task<int> consumer = Task.Run(ring.TakeBothAsync);
        await Task.WhenAll(first, second, consumer);
        Check.That(!checks || await consumer == 3, "an empty slot was taken");
    }

    private sealed class Ring : IDisposable
    {
        private readonly SemaphoreSlim _free = new(2);
        private readonly SemaphoreSlim _filled = new(0);
        private readonly SemaphoreSlim _mutex = new(1);
        private readonly int[] _slots = new int[2];
        private int _head;
        private int _tail;

        public async Task PutAsync(int item)
        {
            await _free.WaitAsync();
            await _mutex.WaitAsync();
            int slot = _tail++ % _slots.Length;
            _mutex.Release();
            await Task.Yield();
            _slots[slot] = item;
            _filled.Release();
        }

        public async Task<int> TakeBothAsync() => await TakeAsync() + await TakeAsync();

        public void Dispose()
        {
            _free.Dispose();
            _filled.Dispose();
            _mutex.Dispose();
        }

        private async Task<int> TakeAsync()
        {
            await _filled.WaitAsync();
            await _mutex.WaitAsync();
            int item = _slots[_head++ % _slots.Length];
            _mutex.Release();
            _free.Release();
            return item;
        }
    }
}
