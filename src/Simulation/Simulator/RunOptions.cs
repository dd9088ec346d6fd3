using System.Reflection;

namespace Sim;

/// <summary>How one run goes: its seed, its strategy and its limits.</summary>
public record RunOptions
{
    /// <summary>The seed from which every draw of the run comes.</summary>
    /// <value>Default 0; any value.</value>
    public ulong Seed { get; init; }

    /// <summary>Which strategy picks among what is ready, by name: <c>portfolio</c>, <c>random</c>, <c>sticky:P</c> with 0 &lt; P &lt; 1, <c>pct:D</c> or
    /// <c>delay:D</c> with D from 1 to 100, <c>pos</c>, <c>urw</c>, <c>surw</c>, <c>race</c>, <c>rounds</c>, <c>newest</c>, <c>fifo</c>; <c>fair-</c> before one makes it fair; <c>feedback</c>, which changes earlier runs of its exploration; or
    /// <c>exhaustive</c>, <c>exhaustive:plain</c>, <c>exhaustive:D:L</c> for all schedules (with at most D departures, in the first L draws).</summary>
    /// <remarks>All but random, sticky and fifo learn from a profile run, which is made beforehand: the body runs once more.</remarks>
    /// <value>Default <c>random</c>; of an exploration <c>portfolio</c>.</value>
    public string Strategy { get; init; } = "random";

    /// <summary>Whether one tick runs one pick among all that is ready, or the batch an event loop would run.</summary>
    /// <value>Default <see cref="Ordering.Pool"/>.</value>
    public Ordering Ordering { get; init; } = Ordering.Pool;

    /// <summary>After how many steps a run ends as <see cref="RunOutcome.StepLimit"/>.</summary>
    /// <value>Default 1,000,000; from 1 to 1,000,000,000.</value>
    public int MaxSteps { get; init; } = 1_000_000;

    /// <summary>
    /// After how many steps without progress a run under a fair strategy (<c>fifo</c>, <c>random</c>, <c>sticky</c>, and <c>fair-</c> before one, once it is fair) ends as
    /// <see cref="RunOutcome.Livelocked"/> or <see cref="RunOutcome.Starved"/>. Progress is that virtual time passes, the code logs a
    /// line or bytes arrive; where the run has a <see cref="ProgressWatch"/>, what the watches are told, and nothing else.
    /// </summary>
    /// <value>
    /// Default: 100,000 for watches, and for the rest only looked at when <see cref="MaxSteps"/> ends the run: it is then a
    /// livelock if the last 100,000 steps or more made no progress. From 1 to 1,000,000,000.
    /// </value>
    public int? ProgressBound { get; init; }

    /// <summary>The most virtual time a run may take; a timer due later ends it as <see cref="RunOutcome.TimeLimit"/>.</summary>
    /// <value>Default 365 days; more than zero.</value>
    public TimeSpan MaxVirtualTime { get; init; } = TimeSpan.FromDays(365);

    /// <summary>The real time one step may take before the watchdog interrupts, then aborts it (<see cref="RunOutcome.Hung"/>); on Linux without the time in which it waited for a processor.</summary>
    /// <value>Default 5 s; at least 10 ms. Off while a debugger is attached.</value>
    public TimeSpan StepTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What the virtual clock says when the run begins.</summary>
    /// <value>Default 2000-01-01T00:00:00Z.</value>
    public DateTimeOffset StartTime { get; init; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Whether the trace keeps what only a timeline shows: which task a step belongs to, which step sent what arrives, which timers were canceled.
    /// Neither schedules nor fingerprints change. Replays and what an exploration reports have it always.
    /// </summary>
    /// <value>Default false: such a run takes longer.</value>
    public bool Details { get; init; }

    /// <summary>A step to stop before; in a replay or a single run.</summary>
    /// <value>Default: none.</value>
    public StepBreak? Break { get; init; }

    /// <summary>The name under which reports speak of the simulation.</summary>
    /// <value>Default: the body's method.</value>
    public string? Name { get; init; }

    /// <summary>The method that the body stands for, where the body is only a wrapper that calls it: reports look there for the place of a failure.</summary>
    /// <value>Default: the body's own method.</value>
    public MethodInfo? Method { get; init; }

    /// <summary>How the run's input is made, where the body takes one (a property's): numbers that the body's maker knows to read. Tokens carry them.</summary>
    internal IReadOnlyList<ulong> Input { get; init; } = [];
}
