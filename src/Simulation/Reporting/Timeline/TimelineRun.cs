namespace Sim;

/// <summary>A run as a picture shows it: lanes, steps, and what lies between them. Everything is in the order of the steps.</summary>
internal sealed class TimelineRun
{
    public required RunResult Result { get; init; }

    public Trace Trace => Result.Trace;

    /// <summary>The hosts on which steps ran, by their index in the run.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>The lanes, those of a host beside one another.</summary>
    public required IReadOnlyList<TimelineLane> Lanes { get; init; }

    /// <summary>The lane of each step.</summary>
    public required IReadOnlyList<int> LaneOf { get; init; }

    /// <summary>What was sent from step to step.</summary>
    public required IReadOnlyList<TimelineMessage> Messages { get; init; }

    /// <summary>The timers that were set, with what became of them.</summary>
    public required IReadOnlyList<TimelineTimer> Timers { get; init; }

    /// <summary>The steps that blocked.</summary>
    public required IReadOnlyList<BlockRecord> Blocks { get; init; }

    /// <summary>What lasted: faults of the network, hosts that were down or stood still; <c>Last</c> is the run's last step where nothing ended it.</summary>
    public required IReadOnlyList<SpanRecord> Spans { get; init; }

    /// <summary>The steps that ran before their turn, each with the one that it overtook: -1 where that never ran.</summary>
    public required IReadOnlyList<(int Step, int Overtaken)> Departures { get; init; }

    /// <summary>The step in which the run failed; -1 where it passed.</summary>
    public int FailedIn => Result.Failure is null ? -1 : Math.Min(Trace.EndedIn, Trace.Count - 1);
}

/// <summary>A lane: the steps of one task on one host, or what the network brings it.</summary>
/// <param name="Host">The host's index.</param>
/// <param name="Name">The method that it begins with.</param>
/// <param name="First">Its first step.</param>
/// <param name="Last">Its last step.</param>
internal sealed record TimelineLane(int Host, string Name, int First, int Last);

/// <summary>Something that was sent.</summary>
/// <param name="From">The step that sent it.</param>
/// <param name="To">The step in which it arrived; -1 where it did not.</param>
/// <param name="Source">The host that sent it.</param>
/// <param name="Target">The host that it went to.</param>
/// <param name="Bytes">How many bytes.</param>
/// <param name="Late">How many ticks longer than the least it took.</param>
/// <param name="Note">What there is to tell of it.</param>
/// <param name="What">What it was, where it is not bytes.</param>
internal sealed record TimelineMessage(int From, int To, int Source, int Target, int Bytes, long Late, PacketNote Note, string What);

/// <summary>A timer that was set.</summary>
/// <param name="SetIn">The step that set it.</param>
/// <param name="Due">When it is due, in virtual ticks.</param>
/// <param name="End">The step in which it fired or was canceled; -1 where neither happened.</param>
/// <param name="Fired">Whether it fired.</param>
internal sealed record TimelineTimer(int SetIn, long Due, int End, bool Fired);
