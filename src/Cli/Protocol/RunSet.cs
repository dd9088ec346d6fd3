namespace Sim.Cli.Protocol;

/// <summary>A set of run numbers: of each of some shards, ranges of run indexes.</summary>
internal sealed record RunSet(IReadOnlyList<ShardRuns> Parts)
{
    public static RunSet Empty { get; } = new([]);

    public bool Contains(int run) => Parts.Any(part => part.Contains(run));

    /// <summary>The first index of a shard, from this one on, whose run is not in the set.</summary>
    public long FirstOpen(Shard shard, long index)
    {
        var own = Parts.FirstOrDefault(part => part.Shard == shard);
        while (true)
        {
            var next = own?.After(index) ?? index;
            if (next == index && !Contains(shard.NumberOf(index)))
            {
                return index;
            }

            index = next == index ? index + 1 : next;
        }
    }

    public static RunSet Of(IEnumerable<ShardRuns> parts) =>
        new([.. parts.GroupBy(part => part.Shard).Select(group => ShardRuns.Merge(group.Key, group.SelectMany(part => part.Ranges)))]);
}

/// <summary>Some of a shard's runs.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Ranges">Indexes from, to (exclusive), ascending and apart.</param>
internal sealed record ShardRuns(Shard Shard, IReadOnlyList<long[]> Ranges)
{
    public static ShardRuns Merge(Shard shard, IEnumerable<long[]> ranges)
    {
        var merged = new List<long[]>();
        foreach (var range in ranges.OrderBy(range => range[0]))
        {
            if (merged.Count > 0 && merged[^1][1] >= range[0])
            {
                merged[^1] = [merged[^1][0], Math.Max(merged[^1][1], range[1])];
            }
            else
            {
                merged.Add(range);
            }
        }

        return new(shard, merged);
    }

    public bool Contains(int run) => run >= Shard.Index && (run - Shard.Index) % Shard.Count == 0
        && After((run - Shard.Index) / Shard.Count) != (run - Shard.Index) / Shard.Count;

    /// <summary>The end of the range that an index is in; the index itself where it is in none.</summary>
    public long After(long index)
    {
        foreach (var range in Ranges)
        {
            if (range[0] <= index && index < range[1])
            {
                return range[1];
            }
        }

        return index;
    }
}
