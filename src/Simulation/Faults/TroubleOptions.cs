namespace Sim;

/// <summary>How much trouble <see cref="Simulation.Trouble"/> makes.</summary>
public sealed record TroubleOptions
{
    /// <summary>Which kinds of faults may occur; those that exist in the run are drawn from them (<see cref="FaultSettings"/>).</summary>
    /// <value>Default <see cref="FaultKinds.Usual"/>. Sites, knobs and timers are no matter of it.</value>
    public FaultKinds Kinds { get; init; } = FaultKinds.Usual;

    /// <summary>Which hosts may be hit.</summary>
    /// <value>Default null: all hosts of the run but the test's.</value>
    public IReadOnlyList<SimulatedHost>? Hosts { get; init; }

    /// <summary>The mean time between two faults.</summary>
    /// <value>Default 1 s; from 10 ms to a day. Whether one strikes is drawn ten times in this time.</value>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The shortest time that a fault lasts.</summary>
    /// <value>Default 50 ms; from 1 ms to a day. A draw chooses among eight lengths up to <see cref="Longest"/>, each as many times the one before.</value>
    public TimeSpan Shortest { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest time that a fault lasts.</summary>
    /// <value>Default 5 s; from <see cref="Shortest"/> to a day.</value>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many hosts may be down or stand still at once.</summary>
    /// <value>Default null: less than half of <see cref="Hosts"/>, and one if there are two at most. From 0 on.</value>
    public int? MostDown { get; init; }

    /// <summary>How far a wall clock jumps at most, forward or backward.</summary>
    /// <value>Default 10 s; from 1 ms to a day.</value>
    public TimeSpan MostJump { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much a clock drifts at most, too fast or too slow.</summary>
    /// <value>Default 0.01 (10 ms a second); from 0.000001 to 0.5.</value>
    public double MostDrift { get; init; } = 0.01;

    /// <summary>How many packets, or operations of a disk, are lost, doubled, held up, damaged or fail at most, while such a fault lasts.</summary>
    /// <value>Default 0.3; a probability of more than 0 and up to 1. A draw chooses among eighths of it.</value>
    public double MostRate { get; init; } = 0.3;

    /// <summary>How much longer packets, or operations of a slow disk, take at most.</summary>
    /// <value>Default 200 ms; from 1 ms to an hour. A draw chooses among eighths of it, and one for each packet or operation from none to that.</value>
    public TimeSpan MostDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    internal void Check(TimeSpan duration)
    {
        CheckTime(duration, nameof(duration), 1, "Trouble lasts");
        CheckTime(Interval, nameof(Interval), 10, "The mean time between two faults is");
        CheckTime(Shortest, nameof(Shortest), 1, "A fault lasts");
        CheckTime(Longest, nameof(Longest), Shortest.TotalMilliseconds, "The longest fault lasts");
        CheckTime(MostJump, nameof(MostJump), 1, "A clock jumps by");
        ArgumentOutOfRangeException.ThrowIfNegative(MostDown ?? 0, nameof(MostDown));
        if (MostDrift is not (>= 1e-6 and <= 0.5))
        {
            throw Wrong(nameof(MostDrift), MostDrift, "A clock drifts by 0.000001 to 0.5 seconds a second at most.");
        }

        if (MostRate is not (> 0 and <= 1))
        {
            throw Wrong(nameof(MostRate), MostRate, "A rate is a probability of more than 0 and up to 1.");
        }

        if (MostDelay > TimeSpan.FromHours(1) || MostDelay < TimeSpan.FromMilliseconds(1))
        {
            throw Wrong(nameof(MostDelay), MostDelay, "Packets and disks take from 1 ms to an hour longer.");
        }

        if ((Kinds & ~FaultKinds.All) != 0)
        {
            throw Wrong(nameof(Kinds), Kinds, $"Kinds of faults are combined from {nameof(FaultKinds)}.");
        }
    }

    private static ArgumentOutOfRangeException Wrong(string option, object value, string message) => new(option, value, message);

    private static void CheckTime(TimeSpan time, string parameter, double least, string what)
    {
        if (time.TotalMilliseconds < least || time > TimeSpan.FromDays(1))
        {
            throw Wrong(parameter, time, $"{what} from {least} ms to a day.");
        }
    }
}
