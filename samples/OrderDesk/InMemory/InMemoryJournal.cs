using System.Collections.Concurrent;
using OrderDesk.Orders;

namespace OrderDesk.InMemory;

/// <summary>A journal for demonstrations and tests.</summary>
public sealed class InMemoryJournal : IJournal
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>The lines written so far.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <inheritdoc />
    public async Task WriteAsync(string line)
    {
        // No disk answers before it is asked to: a caller must never get used to a write that completes at once.
        await Task.Yield();
        _lines.Enqueue(line);
    }
}
