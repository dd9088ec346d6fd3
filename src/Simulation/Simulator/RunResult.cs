namespace Sim;

/// <summary>What one run came to.</summary>
public sealed class RunResult
{
    internal RunResult()
    {
    }

    /// <summary>The simulation's name.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>How it ended.</summary>
    public RunOutcome Outcome { get; internal init; }

    /// <summary>What went wrong, or null.</summary>
    public Failure? Failure { get; internal init; }

    /// <summary>The line that replays this run.</summary>
    public string Token { get; internal init; } = "";

    /// <summary>The 128-bit chain over every step, as 32 hexadecimal digits.</summary>
    public string Fingerprint { get; internal init; } = "";

    /// <summary>The seed of the run.</summary>
    public ulong Seed { get; internal init; }

    /// <summary>How many steps it took.</summary>
    public int Steps { get; internal init; }

    /// <summary>How much virtual time passed.</summary>
    public TimeSpan VirtualTime { get; internal init; }

    /// <summary>How many draws were not the boring one (0): departures from first come, first served.</summary>
    public int Departures { get; internal init; }

    /// <summary>What left the simulation, each with its remedy; empty when capture was exact.</summary>
    public IReadOnlyList<Escape> Escapes { get; internal init; } = [];

    /// <summary>The run told as text: what went wrong, and the steps around it.</summary>
    public string Story => StoryTeller.Tell(this);

    /// <summary>What a step said that it touches (<see cref="Simulation.Touch"/>), in words.</summary>
    /// <param name="step">The step, from 0 on; one that the run does not have touched nothing.</param>
    public IReadOnlyList<string> Touches(int step) =>
        [.. Trace.AccessesOf(step).ToArray().Where(static one => !one.IsImplied).Select(one => $"{Trace.ResourceName(one.Access.Resource)} ({(one.Access.IsWrite ? "changes" : "reads")})")];

    /// <summary>Writes the run's timeline to a file: <c>.html</c>, <c>.json</c> (for Perfetto) or <c>.mmd</c> (Mermaid); see <see cref="Timeline"/>.</summary>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    public void WriteTimeline(string path) => Timeline.Of(this).Save(path);

    /// <summary>Every step of the run, with what it logged.</summary>
    public Trace Trace { get; internal init; } = new([], [], []);
}

/// <summary>What went wrong in a run.</summary>
/// <param name="Kind">The outcome.</param>
/// <param name="Message">What a person reads first.</param>
/// <param name="Place">File and line, or the method, that threw; empty where nothing threw.</param>
/// <param name="Exception">The exception, where there was one.</param>
public sealed record Failure(RunOutcome Kind, string Message, string Place, Exception? Exception)
{
    /// <summary>The source line at <see cref="Place"/>, where its file is at hand; else empty.</summary>
    public string SourceLine { get; init; } = "";
}

/// <summary>Something that left the deterministic world.</summary>
/// <param name="What">What happened.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Stack">Where it happened.</param>
public sealed record Escape(string What, string Remedy, string Stack);
