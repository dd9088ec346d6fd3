namespace Sim.Benchmarks.Programs;

/// <summary>The small programs with known bugs by which simulators are compared, with what was measured of others.</summary>
internal static class Gauntlet
{
    public static GauntletProgram[] All { get; } =
    [
        new("A", LostUpdate.RunAsync) { CoyoteRuns = 1_350, PrototypeRuns = 2_000_000, CoyoteHits = "2 [1-4] 9", ClockworkHits = "2", BareHits = "2" },
        new("A2", LostUpdateWithoutRun.RunAsync) { CoyoteRuns = 2_060, IsAlwaysWrong = true },
        new("B1", BoundedBuffer.RunAsync) { CoyoteRuns = 1_333, PrototypeRuns = 600_000, CoyoteHits = "2", ClockworkHits = "1", BareHits = "1" },
        new("B2", Philosophers.RunAsync) { CoyoteRuns = 598, CoyoteHits = "2 [1-4] 10", ClockworkHits = "2", BareHits = "2" },
        new("B3", MonitorBuffer.RunAsync) { CoyoteRuns = 460, CoyoteHits = "3" },
        new("C", Transfers.RunAsync) { CoyoteRuns = 648, PrototypeRuns = 1_000_000, CoyoteHits = "1", ClockworkHits = "1", BareHits = "1" },
        new("D", Needle.RunAsync) { CoyoteRuns = 281, CoyoteHits = "51 [12-81] 239", ClockworkHits = "90 [56-216] 450", BareHits = "62 [44-131] 204" },
        new("D2", OrderingChain.RunAsync) { CoyoteRuns = 283, CoyoteHits = "17 [6-31] 51", ClockworkHits = "227 [95-520] 1068", BareHits = "187 [18-744] 1691" },
    ];

    /// <exception cref="UsageException">There is no such program.</exception>
    public static GauntletProgram[] Select(string? names)
    {
        if (names is null)
        {
            return All;
        }

        return [.. names.Split(',').Select(name => Array.Find(All, program => program.Name == name) ?? throw Unknown(name))];
    }

    private static UsageException Unknown(string name) =>
        new($"There is no program \"{name}\": use {string.Join(", ", All.Select(static program => program.Name))}.");
}

/// <summary>A program of the gauntlet.</summary>
/// <param name="Name">Its letter in the tables.</param>
/// <param name="Run">Runs it, with its checks or without.</param>
internal sealed record GauntletProgram(string Name, Func<bool, Task> Run)
{
    /// <summary>Runs a second of Coyote's random strategy.</summary>
    public required int CoyoteRuns { get; init; }

    /// <summary>Runs a second of the prototype of this project, where it ran the program.</summary>
    public int? PrototypeRuns { get; init; }

    /// <summary>Runs to the first bug, Coyote's random strategy.</summary>
    public string CoyoteHits { get; init; } = "-";

    public string ClockworkHits { get; init; } = "-";

    /// <summary>A bare loop that picks uniformly.</summary>
    public string BareHits { get; init; } = "-";

    /// <summary>Whether every schedule shows the bug, so that there is nothing to look for.</summary>
    public bool IsAlwaysWrong { get; init; }

    public Func<Simulation, Task> Body(bool checks) => _ => Run(checks);
}
