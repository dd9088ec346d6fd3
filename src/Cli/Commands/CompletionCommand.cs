using System.CommandLine;

namespace Sim.Cli.Commands;

/// <summary><c>sim completion</c>: the script that has a shell complete commands and options. The shell asks the tool itself, so it never is behind it.</summary>
internal sealed class CompletionCommand : ISimCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _sim_complete() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(sim "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _sim_complete sim
            """,
        ["zsh"] = """
            _sim_complete() {
              local -a all
              all=("${(@f)$(sim "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
              [[ -n "$all" ]] && compadd -a all
              _files
            }
            compdef _sim_complete sim
            """,
        ["fish"] = """
            complete -c sim -a '(sim "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null)'
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName sim -ScriptBlock {
              param($word, $line, $position)
              sim "[suggest:$position]" "$line" 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }
            """,
    };

    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh, fish or pwsh." };

    public void AddTo(Command command)
    {
        _shell.CompletionSources.Add([.. Scripts.Keys]);
        command.Add(_shell);
    }

    public Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var shell = parsed.GetRequiredValue(_shell);
        Console.Out.WriteLine(Scripts.TryGetValue(shell, out var script)
            ? script
            : throw new WrongInputException($"There is no completion for '{shell}': name one of {string.Join(", ", Scripts.Keys)}."));
        return Task.FromResult(ExitCode.NothingFound);
    }
}
