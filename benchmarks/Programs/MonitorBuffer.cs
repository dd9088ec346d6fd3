namespace Sim.Benchmarks.Programs;

/// <summary>
/// B3: a buffer of one item in the manner of textbooks, Monitor.Wait and Pulse, with blocking threads: one producer of two items and
/// two consumers of one item each. The bug: a consumer that was woken does not look again (<c>if</c> where it takes
/// <c>while</c>), and another one may have taken the item meanwhile. Without checks it takes nothing and goes on.
/// </summary>
internal static class MonitorBuffer
{
    public static async Task RunAsync(bool checks)
    {
        var buffer = new Buffer(checks);
        await Task.WhenAll(Task.Run(buffer.Take), Task.Run(buffer.Take), Task.Run(buffer.Produce));
    }

    private sealed class Buffer(bool checks)
    {
        private readonly object _lock = new();
        private int _items;

        public void Produce()
        {
            Put();
            Put();
        }

        public void Take()
        {
            lock (_lock)
            {
                if (_items == 0)
                {
                    Monitor.Wait(_lock);
                }

                Check.That(!checks || _items > 0, "an item was taken from an empty buffer");
                _items = Math.Max(0, _items - 1);
                Monitor.PulseAll(_lock);
            }
        }

        private void Put()
        {
            lock (_lock)
            {
                while (_items == 1)
                {
                    Monitor.Wait(_lock);
                }

                _items = 1;
                Monitor.PulseAll(_lock);
            }
        }
    }
}
