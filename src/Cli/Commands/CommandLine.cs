using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Sim.Cli.Commands;

/// <summary>The command line: <c>sim list</c>, <c>sim explore</c>, <c>sim replay</c>, <c>sim report</c>, <c>sim completion</c>.</summary>
internal static class CommandLine
{
    // What a shell reports for a command that Ctrl+C ended.
    private const int Interrupted = 130;

    public static int Run(string[] args)
    {
        var root = Root();
        var parsed = root.Parse(args);
        return Problem(parsed) is { } problem
            ? Refuse($"{problem} See `sim {string.Join(' ', CommandNames(parsed).Append("--help"))}`.")
            : parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static string? Problem(ParseResult parsed)
    {
        // An unknown option would be taken for a file, and the complaint would be about what follows it.
        var unknown = parsed.Tokens.FirstOrDefault(token => token.Type == TokenType.Argument && LooksLikeOption(token.Value));
        if (unknown is not null)
        {
            return $"There is no option '{unknown.Value}'.";
        }

        return parsed.Errors.Count > 0 && parsed.Action is not { ClearsParseErrors: true }
            ? string.Join(' ', parsed.Errors.Select(error => error.Message))
            : null;
    }

    private static bool LooksLikeOption(string text) =>
        text.StartsWith('-') && text.Length > 1 && (text[1] == '-' || char.IsAsciiLetter(text[1]));

    private static RootCommand Root()
    {
        var root = new RootCommand("Runs .NET async code in a deterministic world, under thousands of schedules.")
        {
            Command("list", "Lists the simulations of an assembly.", new ListCommand()),
            Command("explore", "Runs simulations under many schedules; shrinks, confirms and tells what fails.", new ExploreCommand()),
            Command("replay", "Runs the one schedule of a token.", new ReplayCommand()),
            Command("report", "Draws the timelines of tokens, or of all that a campaign found.", new ReportCommand()),
            Command("completion", "Prints the script with which a shell completes commands and options.", new CompletionCommand()),
        };
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
        }

        return root;
    }

    private static Command Command(string name, string description, ISimCommand what)
    {
        var command = new Command(name, description);
        what.AddTo(command);
        command.SetAction((parsed, cancel) => GuardAsync(() => what.RunAsync(parsed, cancel)));
        return command;
    }

    private static async Task<int> GuardAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (WrongInputException wrong)
        {
            return Refuse(wrong.Message);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return Refuse($"A file can't be read or written: {wrong.Message}");
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine($"sim: {message}");
        return ExitCode.WrongInput;
    }

    private static IEnumerable<string> CommandNames(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? [] : [parsed.CommandResult.Command.Name];

    private sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var result = help.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(Examples.Of(parseResult.CommandResult.Command.Name));
            return result;
        }
    }
}
