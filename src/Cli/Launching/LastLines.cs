namespace Sim.Cli.Launching;

/// <summary>The last lines that a process wrote to its standard streams, in the order in which they arrived.</summary>
internal sealed class LastLines(int capacity)
{
    private readonly Queue<string> _lines = new();

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public Task ReadAsync(params IEnumerable<TextReader> streams) => Task.WhenAll(streams.Select(ReadAsync));

    public override string ToString() => string.Join('\n', Lines);

    private async Task ReadAsync(TextReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            Add(line);
        }
    }

    private void Add(string line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > capacity)
            {
                _lines.Dequeue();
            }
        }
    }
}
