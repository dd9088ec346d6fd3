namespace Sim.Cli.Commands;

/// <summary>The examples that help ends with.</summary>
internal static class Examples
{
    /// <summary>Those of a command; of the tool as a whole where the command has none of its own.</summary>
    public static string Of(string command) => $"{Commands.GetValueOrDefault(command, All)}\n\n{ExitCodes}";

    private const string All = """
        Examples:
          sim list tests/Shop.Simulations                                   what there is
          sim explore tests/Shop.Simulations --filter Seat --runs 100000    look for a failing schedule
          sim explore tests/Shop.Simulations --report found                 and draw what is found
          sim explore tests/Shop.Simulations --time 8h --campaign night     all night, kept in a folder
          sim replay tests/Shop.Simulations sim1-q3fAbC...                  the same failure again
          sim report tests/Shop.Simulations --campaign night                pictures of all that it found
        """;

    private const string ExitCodes = """
        Exit code: 0 nothing found, 1 a failure found or reproduced, 2 the command or its input is wrong,
        3 a replay that did not reproduce. NO_COLOR switches colors off.
        """;

    private static readonly Dictionary<string, string> Commands = new(StringComparer.Ordinal)
    {
        ["explore"] = """
            Examples:
              sim explore tests/Shop.Simulations                                the project is built first
              sim explore tests/Shop.Simulations --filter Seat --runs 100000    one simulation, many schedules
              sim explore bin/Release/net10.0/Shop.Simulations.dll --time 30s --json found.json
              sim explore tests/Shop.Simulations --report found                 found/index.html has the timelines
              sim explore tests/Shop.Simulations --time 8h --campaign night     goes on where it was ended
              sim explore tests/Shop.Simulations --strategy exhaustive:2        all schedules with 2 departures
            """,
        ["replay"] = """
            Examples:
              sim replay tests/Shop.Simulations sim1-q3fAbC...                  tells the failure again
              sim replay tests/Shop.Simulations sim1-q3fAbC... --report found   draws it beside a run that passes
              sim replay tests/Shop.Simulations sim1-q3fAbC... --break-at 30    stops before step 30: attach a debugger
            """,
        ["report"] = """
            Examples:
              sim report tests/Shop.Simulations sim1-q3fAbC... --out found      one finding
              sim report tests/Shop.Simulations --campaign night                all findings of a campaign

            Each finding gets NAME.html (the timeline), NAME.json (for ui.perfetto.dev), NAME.mmd (a Mermaid diagram)
            and NAME.txt (the story); index.html leads to all of them.
            """,
        ["completion"] = """
            Examples:
              source <(sim completion bash)                      in ~/.bashrc
              source <(sim completion zsh)                       in ~/.zshrc, after compinit
              sim completion fish | source                       in ~/.config/fish/config.fish
              sim completion pwsh | Out-String | Invoke-Expression
            """,
    };
}
