namespace Sim;

/// <summary>The least and the greatest time that something takes. Between two that differ, a draw chooses one of ten evenly spaced ones; the least is the boring one.</summary>
public readonly record struct LatencyRange
{
    /// <summary>How many times a draw chooses from.</summary>
    internal const int Levels = 10;

    private static readonly TimeSpan s_most = TimeSpan.FromHours(1);

    /// <summary>A range.</summary>
    /// <param name="min">From zero to an hour.</param>
    /// <param name="max">From <paramref name="min"/> to an hour.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the two is out of range.</exception>
    public LatencyRange(TimeSpan min, TimeSpan max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(min, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, s_most);
        (Min, Max) = (min, max);
    }

    /// <summary>The least time.</summary>
    public TimeSpan Min { get; }

    /// <summary>The greatest time.</summary>
    public TimeSpan Max { get; }

    /// <summary>How many answers a draw of it has.</summary>
    internal int Bound => Min == Max ? 1 : Levels;

    /// <summary>How much longer than the least time an answer says that it takes, in ticks.</summary>
    internal long Late(int level) => (Max - Min).Ticks * level / (Levels - 1);
}
