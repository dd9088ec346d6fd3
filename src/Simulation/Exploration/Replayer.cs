using System.Reflection;

namespace Sim;

/// <summary>Replays tokens, strictly: what the token recorded and what the program does must be the same.</summary>
internal static class Replayer
{
    public static RunResult Replay(Token token, Func<Simulation, Task> body, RunOptions options)
    {
        string name = ResultFactory.NameOf(options, body);
        if (token.Name != ResultFactory.NameHash(name))
        {
            throw new ArgumentException($"This token is of another simulation, not of {name}: replay it with the one that it was made with.", nameof(token));
        }

        SingleRun run = SingleRun.Execute(MakeSpec(token, body, options));
        RunResult result = run.Result!;
        if (token.HasChoices && result.Fingerprint != token.Fingerprint.ToString())
        {
            throw new ReplayDivergedException(Describe(token, run, ResultFactory.MethodOf(options, body)), result);
        }

        return result;
    }

    /// <summary>The run that passes and differs least from that of a token; null where the token's passes itself, or none is found.</summary>
    public static RunResult? FindPassing(Token token, Func<Simulation, Task> body, RunOptions options)
    {
        RunSpec spec = MakeSpec(token, body, options);
        SingleRun run = SingleRun.Execute(spec);
        return run is { Identity: { } identity, Result: { Outcome: not (RunOutcome.Hung or RunOutcome.Escaped or RunOutcome.NotDeterministic) } failing }
            ? PassingRun.Find(spec with { GoesOn = false }, identity, run.Choices, failing.Trace)
            : null;
    }

    private static RunSpec MakeSpec(Token token, Func<Simulation, Task> body, RunOptions options)
    {
        int[] script = token.Choices;
        Array.Resize(ref script, Math.Max(token.Draws, script.Length));
        RunOptions told = options with
        {
            Seed = token.Seed,
            Ordering = token.Ordering,
            MaxSteps = token.MaxSteps,
            ProgressBound = token.ProgressBound == 0 ? null : token.ProgressBound,
            MaxVirtualTime = TimeSpan.FromTicks(token.MaxVirtualTime),
            StartTime = new DateTimeOffset(token.StartTime, TimeSpan.Zero),
            Strategy = token.HasChoices ? options.Strategy : token.Strategy,
            Input = token.Input,
        };
        OptionChecks.Require(told);
        IStrategy strategy = StrategyNames.Make(told.Strategy);
        return new RunSpec
        {
            Seed = token.Seed,
            Strategy = strategy,
            FairFrom = token.HasChoices ? token.FairFrom : strategy.FairFrom,
            Options = told,
            Body = body,
            Script = token.HasChoices || script.Length > 0 ? script : null,
            GoesOn = !token.HasChoices,
            TakesStacks = true,
            KeepsDetails = true,
        };
    }

    private static string Describe(Token token, SingleRun run, MethodInfo method)
    {
        RunResult result = run.Result!;
        string build = token.Build == ResultFactory.BuildHash(method) ? "" : " The token was made with another build of the program.";
        string count = token.Processors == Environment.ProcessorCount ? "" : $" It was made with {token.Processors} processors, and this process sees {Environment.ProcessorCount}: set DOTNET_PROCESSOR_COUNT={token.Processors}.";
        return $"The replay did not reproduce: {Where(token, run)} It recorded {token.Steps:N0} steps and this run took {result.Steps:N0}.{build}{count}";
    }

    private static string Where(Token token, SingleRun run)
    {
        int stride = Math.Max(token.CheckStride, run.CheckStride);
        int known = Math.Min(token.Checks.Length * token.CheckStride, run.Checks.Length * run.CheckStride);
        for (int step = stride; step <= known; step += stride)
        {
            if (token.Checks[(step / token.CheckStride) - 1] != run.Checks[(step / run.CheckStride) - 1])
            {
                return $"the first difference is at step {Range(step - stride, step - 1)} ({run.Result!.Trace[step - 1].Method}).";
            }
        }

        return $"the difference is after step {Math.Max(0, known - 1)}.";
    }

    private static string Range(int first, int last) => first == last ? $"{first}" : $"{first} to {last}";
}
