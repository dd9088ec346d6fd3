using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using Sim.Gauntlet.Measuring;

namespace Sim.Gauntlet.Commands;

/// <summary>The command line of the gauntlet.</summary>
internal static class CommandLine
{
    private const int WrongInput = 2;

    private static readonly Option<string?> s_strategy = new("--strategy")
    {
        Description = "The strategy, as an exploration names it, or all; default: what an exploration takes if nothing is said.",
        HelpName = "NAME",
    };

    private static readonly Option<string?> s_programs = new("--programs")
    {
        Description = "Only these programs, by name.",
        HelpName = "A,B",
    };

    private static readonly Option<int?> s_seeds = Count("--seeds", 100_000, "How many explorations of each program; default 20.");
    private static readonly Option<int?> s_first = Count("--first", 1_000_000_000, "The number of the first seed, or trial; default 1.");
    private static readonly Option<int?> s_cap = Count("--cap", 1_000_000_000, "The most schedules of an exploration; default 10000.");
    private static readonly Option<string?> s_json = new("--json") { Description = "Also writes the results to this file.", HelpName = "FILE" };
    private static readonly Option<bool> s_twins = new("--twins") { Description = "Runs the fixed twins instead, which must pass every schedule." };
    private static readonly Option<int?> s_trials = Count("--trials", 100_000, "So many trials of one exploration a program: how many programs each finds.");
    private static readonly Option<bool> s_smoke = new("--smoke") { Description = "Whether every bug is found by some strategy and every twin passes a few schedules." };

    private static readonly Option<bool> s_shrink = new("--shrink") { Description = "Shrinks each failure, and checks whether fewer departures would do." };

    public static int Run(string[] args)
    {
        var root = new RootCommand("Small programs with one known bug each, and how many schedules each strategy takes to find it.")
        {
            s_strategy, s_programs, s_seeds, s_first, s_cap, s_json, s_twins, s_trials, s_smoke, s_shrink,
        };
        root.SetAction(Act);
        ParseResult parsed = root.Parse(args);
        return parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction
            ? Refuse(string.Join(' ', parsed.Errors.Select(static error => error.Message)))
            : parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    public static int Refuse(string message)
    {
        Console.Error.WriteLine($"gauntlet: {message}");
        return WrongInput;
    }

    private static int Act(ParseResult parsed)
    {
        try
        {
            Request request = Read(parsed);
            JsonFile.Try(request.Json);
            return Mode(parsed)(request);
        }
        catch (WrongInputException wrong)
        {
            return Refuse($"{wrong.Message} See --help.");
        }
    }

    private static Func<Request, int> Mode(ParseResult parsed)
    {
        int? trials = parsed.GetValue(s_trials);
        var asked = new (bool Is, Func<Request, int> Run)[]
        {
            (parsed.GetValue(s_twins), TwinRun.Run),
            (trials is not null, request => TrialRun.Run(request, trials!.Value)),
            (parsed.GetValue(s_smoke), SmokeRun.Run),
            (parsed.GetValue(s_shrink), ShrinkRun.Run),
        };
        return asked.Count(static mode => mode.Is) switch
        {
            0 => TableRun.Run,
            1 => asked.Single(static mode => mode.Is).Run,
            _ => throw new WrongInputException("--twins, --trials, --smoke and --shrink exclude each other."),
        };
    }

    private static Request Read(ParseResult parsed) => new(
        Selection.Strategies(parsed.GetValue(s_strategy)),
        Selection.Programs(parsed.GetValue(s_programs)),
        new(parsed.GetValue(s_first) ?? 1, parsed.GetValue(s_seeds) ?? 20),
        parsed.GetValue(s_cap) ?? 10_000,
        parsed.GetValue(s_json));

    private static Option<int?> Count(string name, int most, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => ReadCount(result, name, most),
    };

    private static int? ReadCount(ArgumentResult result, string name, int most)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0 && value <= most)
        {
            return value;
        }

        result.AddError($"{name} takes a whole number from 1 to {most}, not '{text}'.");
        return null;
    }
}
