namespace Sim.Cli.Launching;

/// <summary>How a worker process ended.</summary>
internal sealed record WorkerEnd(int ExitCode, string? GivenUp, IReadOnlyList<string> LastLines)
{
    private const int SignalBase = 128;
    private const int ShownLines = 12;
    private const string StackOverflow = "Stack overflow";

    private static readonly string[] LastWords = [StackOverflow, "Process terminated", "Unhandled exception", "Fatal error"];

    // What every step stands on; it says nothing about the user's code.
    private static readonly string[] OwnFrames =
        ["at Sim.Cli.", "at Sim.World.", "at Sim.EventLoop.", "at Sim.Session.", "at Sim.Capture.", "at Sim.Explorer.", "at Sim.Simulator."];

    private static readonly Dictionary<int, string> Signals = new()
    {
        [2] = "SIGINT", [4] = "SIGILL", [6] = "SIGABRT", [7] = "SIGBUS", [8] = "SIGFPE", [9] = "SIGKILL", [11] = "SIGSEGV", [15] = "SIGTERM",
    };

    /// <summary>What it said when a step ended it: a sentence, then what to do about it and where.</summary>
    public string? ExitWords { get; init; }

    /// <summary>The token of the run that it was in, where that run's seed alone does not make it.</summary>
    public string? Token { get; init; }

    /// <summary>The outcome under which a report lists it.</summary>
    public string Kind => GivenUp is not null ? nameof(RunOutcome.Hung) : "WorkerDied";

    /// <summary>One line for a person: what ended the process.</summary>
    public string Reason => GivenUp ?? Exit ?? KnownReason ?? $"The worker process died: {How}.";

    /// <summary>What it last wrote, as far as a report shows it: from its last word on where there is one.</summary>
    public IReadOnlyList<string> Shown => LastWord < 0
        ? [.. Told.TakeLast(ShownLines)]
        : [.. Told.Skip(LastWord).Where(line => !IsOwnFrame(line)).Take(ShownLines)];

    private string? Exit => ExitWords is null ? null : $"{ExitWords.Split('\n')[0].Trim()} The exit code was {ExitCode}.";

    private List<string> Told => [.. LastLines.Where(line => line.Length > 0)];

    // Where the runtime begins to say why it ends the process; the stack follows.
    private int LastWord => Told.FindIndex(line => LastWords.Any(word => line.StartsWith(word, StringComparison.Ordinal)));

    private string How => ExitCode > SignalBase && Signals.TryGetValue(ExitCode - SignalBase, out var signal)
        ? $"{signal} (exit code {ExitCode})"
        : $"something ended it with exit code {ExitCode}";

    private string? KnownReason
    {
        get
        {
            if (LastWord < 0)
            {
                return null;
            }

            var words = string.Join(' ', Told.Skip(LastWord).Take(2).TakeWhile(line => !IsDetail(line)).Select(line => line.Trim()));
            return words.StartsWith(StackOverflow, StringComparison.Ordinal)
                ? $"The stack overflowed, which ended the worker process: {How}."
                : $"The worker process died: {How}. {words}";
        }
    }

    /// <summary>Whether another worker ended the same way.</summary>
    public bool IsLike(WorkerEnd other) => GivenUp == other.GivenUp && (GivenUp is not null || ExitCode == other.ExitCode);

    private static bool IsDetail(string line) =>
        line.TrimStart().StartsWith("at ", StringComparison.Ordinal) || line.StartsWith("Repeat", StringComparison.Ordinal);

    private static bool IsOwnFrame(string line) =>
        OwnFrames.Any(frame => line.TrimStart().StartsWith(frame, StringComparison.Ordinal));
}
