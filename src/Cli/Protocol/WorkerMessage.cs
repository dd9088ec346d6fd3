using System.Text.Json.Serialization;

namespace Sim.Cli.Protocol;

/// <summary>What a worker tells the launcher: one JSON line each, over a pipe of its own.</summary>
[JsonDerivedType(typeof(FoundMessage), "found")]
[JsonDerivedType(typeof(StartingMessage), "starting")]
[JsonDerivedType(typeof(FindingMessage), "finding")]
[JsonDerivedType(typeof(ExploredMessage), "explored")]
[JsonDerivedType(typeof(ReplayedMessage), "replayed")]
[JsonDerivedType(typeof(StoppedMessage), "stopped")]
[JsonDerivedType(typeof(TokenMessage), "token")]
[JsonDerivedType(typeof(LostMessage), "lost")]
[JsonDerivedType(typeof(ExitingMessage), "exiting")]
[JsonDerivedType(typeof(RefusedMessage), "refused")]
[JsonDerivedType(typeof(DoneMessage), "done")]
internal abstract record WorkerMessage;

/// <summary>The simulations that match the filter.</summary>
internal sealed record FoundMessage(IReadOnlyList<SimulationInfo> Simulations) : WorkerMessage;

/// <summary>A simulation is about to be explored or replayed.</summary>
internal sealed record StartingMessage(int Index) : WorkerMessage;

/// <summary>A run failed in a way that was not known. It comes twice: as it was found, and after it was shrunk and told.</summary>
/// <param name="Index">Of the simulation.</param>
/// <param name="IsExamined">Whether this is the second time.</param>
internal sealed record FindingMessage(int Index, bool IsExamined, FailureReport Failure) : WorkerMessage;

/// <summary>The worker is through with a simulation: no run is left for it.</summary>
/// <param name="Index">Of the simulation.</param>
/// <param name="Story">What the library says of the worker's runs, if none of them failed.</param>
/// <param name="Sometimes">What should sometimes hold, counted over the worker's runs.</param>
/// <param name="Strategy">The strategy, and what it decided; empty where none picked.</param>
internal sealed record ExploredMessage(int Index, string? Story, IReadOnlyList<SometimesCount> Sometimes, string Strategy) : WorkerMessage;

/// <summary>A token has been replayed.</summary>
internal sealed record ReplayedMessage(ReplayReport Report) : WorkerMessage;

/// <summary>A replay stands before a step, until it is released.</summary>
/// <param name="Context">What a person reads of the step.</param>
/// <param name="Process">The worker's process, to attach a debugger to.</param>
internal sealed record StoppedMessage(string Context, int Process) : WorkerMessage;

/// <summary>The token of a run that never ended.</summary>
internal sealed record TokenMessage(string Token) : WorkerMessage;

/// <summary>A step neither ended nor could be ended: the worker is of no use any more.</summary>
internal sealed record LostMessage(string Message) : WorkerMessage;

/// <summary>A step ends the worker; what it tells is the last that is heard of it.</summary>
internal sealed record ExitingMessage(string Message) : WorkerMessage;

/// <summary>The worker did all that it was asked.</summary>
internal sealed record DoneMessage : WorkerMessage;

/// <summary>The worker can't do what it was asked: the input is wrong, or the replay diverged.</summary>
internal sealed record RefusedMessage(string Message, int ExitCode) : WorkerMessage;

/// <summary>A simulation in the user's assembly.</summary>
/// <param name="Name">Class and method.</param>
/// <param name="Runs">How many runs its exploration takes when nobody says otherwise.</param>
/// <param name="Place">Where it is declared.</param>
/// <param name="Mark">The attribute that marks it, as one writes it in code.</param>
internal sealed record SimulationInfo(string Name, int Runs, string Place, string Mark);

/// <summary>A failing run.</summary>
internal sealed record FailureReport
{
    public required string Kind { get; init; }

    public required string Message { get; init; }

    public string Place { get; init; } = "";

    /// <summary>What is the same for the same failure of one build: 32 hexadecimal digits.</summary>
    public string Identity { get; init; } = "";

    /// <summary>The number of the run.</summary>
    public int Run { get; init; }

    public ulong Seed { get; init; }

    public string Token { get; init; } = "";

    public string Fingerprint { get; init; } = "";

    public int Steps { get; init; }

    public int? DeparturesBefore { get; init; }

    public int? DeparturesAfter { get; init; }

    public string Story { get; init; } = "";
}

/// <summary>What the replay of a token came to.</summary>
/// <param name="Page">The page of its report, where one was written.</param>
internal sealed record ReplayReport(string Name, string Outcome, string Fingerprint, int Steps, string Story, string? Page = null);
