namespace Sim;

/// <summary>How the directed links of a network behave: the default, and what differs from it. Looked up per pair, never enumerated.</summary>
internal sealed class Links
{
    private readonly Dictionary<(int From, int To), LinkOptions> _overrides = [];
    private readonly Dictionary<(int From, int To), Line> _lines = [];

    /// <summary>How links behave of which nothing else was said.</summary>
    public LinkOptions Default { get; set; } = new();

    /// <summary>How a link behaves.</summary>
    public LinkOptions Of(NetworkNode from, NetworkNode to) =>
        _overrides.Count > 0 && _overrides.TryGetValue((from.Index, to.Index), out LinkOptions? options) ? options : Default;

    /// <summary>Has a link behave in a way of its own, or, without options, by the default.</summary>
    public void Set(NetworkNode from, NetworkNode to, LinkOptions? options)
    {
        if (options is null)
        {
            _overrides.Remove((from.Index, to.Index));
        }
        else
        {
            _overrides[(from.Index, to.Index)] = options;
        }
    }

    /// <summary>The state of a link of limited bandwidth.</summary>
    public Line LineOf(NetworkNode from, NetworkNode to)
    {
        if (!_lines.TryGetValue((from.Index, to.Index), out Line? line))
        {
            line = new Line();
            _lines.Add((from.Index, to.Index), line);
        }

        return line;
    }

    /// <summary>A link that packets leave one after another.</summary>
    internal sealed class Line
    {
        private long _freeAt;

        /// <summary>Puts a packet behind those that wait, if there is room.</summary>
        /// <returns>How many ticks from now its last byte has left; -1 where there is no room.</returns>
        public long Enqueue(int length, LinkOptions options, long now)
        {
            long start = Math.Max(now, _freeAt);
            if (start > now && BytesIn(start - now, options.Bandwidth) + length > options.Queue)
            {
                return -1;
            }

            _freeAt = start + Math.Max(1, (long)((Int128)length * TimeSpan.TicksPerSecond / options.Bandwidth));
            return _freeAt - now;
        }

        private static Int128 BytesIn(long ticks, long bandwidth) => (Int128)ticks * bandwidth / TimeSpan.TicksPerSecond;
    }
}
