namespace Sim.Cli.Launching;

/// <summary>How a worker process ended.</summary>
internal sealed record WorkerEnd(int ExitCode, bool WasHung, IReadOnlyList<string> LastLines)
{
    private const int SignalBase = 128;
    private const int ShownLines = 12;

    private static readonly Dictionary<int, string> Signals = new()
    {
        [2] = "SIGINT", [4] = "SIGILL", [6] = "SIGABRT", [7] = "SIGBUS", [8] = "SIGFPE", [9] = "SIGKILL", [11] = "SIGSEGV", [15] = "SIGTERM",
    };

    /// <summary>The outcome under which a report lists it.</summary>
    public string Kind => WasHung ? nameof(RunOutcome.Hung) : "WorkerDied";

    /// <summary>One line for a person: what ended the process.</summary>
    public string Reason => WasHung
        ? "A step never ended: neither interrupt nor abort reached it, so the worker process was killed."
        : KnownReason ?? $"The worker process died: {How}.";

    /// <summary>The last lines that it wrote, as far as a report shows them.</summary>
    public IReadOnlyList<string> Shown => [.. LastLines.Where(line => line.Length > 0).TakeLast(ShownLines)];

    /// <summary>Whether another worker ended the same way.</summary>
    public bool IsLike(WorkerEnd other) => WasHung == other.WasHung && (WasHung || ExitCode == other.ExitCode);

    private string How => ExitCode > SignalBase && Signals.TryGetValue(ExitCode - SignalBase, out var signal)
        ? $"{signal} (exit code {ExitCode})"
        : $"something ended it with exit code {ExitCode}";

    private string? KnownReason
    {
        get
        {
            if (LastLines.Any(line => line.StartsWith("Stack overflow", StringComparison.Ordinal)))
            {
                return $"The stack overflowed, which ended the worker process: {How}.";
            }

            var told = LastLines.FirstOrDefault(IsLastWord);
            return told is null ? null : $"The worker process died: {How}. {told.Trim()}";
        }
    }

    private static bool IsLastWord(string line) =>
        line.StartsWith("Process terminated", StringComparison.Ordinal)
        || line.StartsWith("Unhandled exception", StringComparison.Ordinal)
        || line.StartsWith("Fatal error", StringComparison.Ordinal);
}
