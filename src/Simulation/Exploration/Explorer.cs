using System.Diagnostics;

namespace Sim;

/// <summary>Explores, shrinks, confirms and tells: one after the other.</summary>
internal static class Explorer
{
    public static Exploration Explore(Func<Simulation, Task> body, ExploreOptions options)
    {
        var plan = new ExplorePlan(body, options);
        long started = Stopwatch.GetTimestamp();
        Session.Execute(plan);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        string name = ResultFactory.NameOf(options, body);
        ExhaustiveVerdict? verdict = plan.Search is { } search ? Verdicts.Of(search, options.Ordering, plan.Failed is not null) : null;
        Finding? finding = plan.Failed is null ? null : Examine(body, options, plan.Found!);
        return new Exploration
        {
            Name = name,
            Strategy = plan.Strategy,
            Runs = plan.Runs,
            Steps = plan.Steps,
            VirtualTime = TimeSpan.FromTicks(plan.VirtualTicks),
            Elapsed = elapsed,
            FailedRun = plan.Found?.Number ?? 0,
            Original = plan.Failed,
            Failure = finding?.Result,
            Passing = finding?.Passing,
            Shrinking = finding?.Shrinking ?? TimeSpan.Zero,
            Sometimes = plan.Sometimes,
            Verdict = verdict,
            IsShare = options.Stride > 1,
            Story = finding is null ? StoryTeller.TellQuiet(name, plan.Runs, verdict, plan.Sometimes) : StoryTeller.Tell(name, options, finding),
        };
    }

    /// <summary>Shrinks and confirms what was found.</summary>
    public static Finding Examine(Func<Simulation, Task> body, ExploreOptions options, FoundRun found)
    {
        RunSpec spec = SpecOf(body, options, found);
        bool shrinks = options.Shrink && CanShrink(found);
        long started = Stopwatch.GetTimestamp();
        Effort effort = options.Effort ?? Effort.Begin();
        Shrunk shrunk = shrinks ? Shrink(spec, found, effort) : new Shrunk(found.Choices, -1, null, false);
        TimeSpan shrinking = Stopwatch.GetElapsedTime(started);
        return Confirm(spec with { Script = shrunk.Choices }, found, shrunk, shrinks, shrinking, effort);
    }

    /// <summary>Whether a smaller run could be told from this one.</summary>
    public static bool CanShrink(FoundRun found) => found.Failed.Outcome is not (RunOutcome.Hung or RunOutcome.Escaped or RunOutcome.NotDeterministic);

    /// <summary>The run that was found, to be made again.</summary>
    public static RunSpec SpecOf(Func<Simulation, Task> body, ExploreOptions options, FoundRun found) => new()
    {
        Seed = found.Failed.Seed,
        Strategy = StrategyNames.Make(options.Strategy),
        Options = options with { Seed = found.Failed.Seed },
        Body = body,
        Script = found.Choices,
        FairFrom = found.FairFrom,
        TakesStacks = true,
    };

    private static Shrunk Shrink(RunSpec spec, FoundRun found, Effort effort)
    {
        var shrink = new ShrinkPlan(spec, found.Identity, found.Choices, effort);
        Session.Execute(shrink);
        var fewest = new FewestPlan(spec, found.Identity, shrink.Best, effort);
        Session.Execute(fewest);
        var exchange = new ExchangePlan(spec, found.Identity, fewest.Best, isNeeded: !fewest.IsProven, effort);
        Session.Execute(exchange);
        var clearest = new ClearestPlan(spec, found.Identity, exchange.Best, effort);
        Session.Execute(clearest);
        return Explain(spec, found, clearest.Best, fewest.IsProven, effort);
    }

    private static Shrunk Explain(RunSpec spec, FoundRun found, int[] choices, bool isFewest, Effort effort)
    {
        Trace trace = SingleRun.Execute(spec with { Script = choices, WaitsForOutside = false }).Result!.Trace;
        var swap = new SwapPlan(spec, found.Identity, choices, trace, effort);
        Session.Execute(swap);
        return new Shrunk(swap.Best, swap.Step, swap.Passing, isFewest);
    }

    /// <summary>Replays the shrunk run, with everything that a report needs; twice, since a failure that does not repeat is none to act on.</summary>
    private static Finding Confirm(RunSpec spec, FoundRun found, Shrunk shrunk, bool wasShrunk, TimeSpan shrinking, Effort effort)
    {
        RunResult first = found.Failed;
        bool confirmed = false;
        if (first.Outcome is not (RunOutcome.Hung or RunOutcome.NotDeterministic))
        {
            SingleRun once = SingleRun.Execute(spec with { KeepsDetails = true });
            SingleRun twice = SingleRun.Execute(spec);
            confirmed = found.Identity.Equals(once.Identity) && twice.Result!.Fingerprint == once.Result!.Fingerprint;
            first = confirmed ? once.Result! : first;
        }

        wasShrunk &= confirmed;
        var necessity = new NecessityPlan(spec, wasShrunk ? spec.Script! : [], effort);
        Session.Execute(necessity);
        return new Finding(first, found.Failed, found.Number, wasShrunk, shrinking, necessity.EachIsNeeded, confirmed)
        {
            Swap = wasShrunk ? shrunk.Swap : -1,
            IsFewest = wasShrunk && shrunk.IsFewest,
            Passing = confirmed ? PassingRun.Replay(spec, shrunk.Passing ?? necessity.Passing) : null,
        };
    }
}

/// <summary>A failing run as it was found.</summary>
/// <param name="Failed">What it came to.</param>
/// <param name="Identity">What makes another failure the same.</param>
/// <param name="Choices">What it drew.</param>
/// <param name="FairFrom">From which step on it had a fair schedule.</param>
/// <param name="Number">Its number.</param>
internal sealed record FoundRun(RunResult Failed, FailureIdentity Identity, int[] Choices, int? FairFrom, int Number);

/// <summary>A failure and what was found out about it.</summary>
/// <param name="Result">The run to report: shrunk, if it could be.</param>
/// <param name="Original">The run in which it was found.</param>
/// <param name="RunNumber">The number of that run.</param>
/// <param name="WasShrunk">Whether shrinking was tried.</param>
/// <param name="Shrinking">How long that took.</param>
/// <param name="EachIsNeeded">Whether the run passes with any one departure taken back.</param>
/// <param name="IsConfirmed">Whether it repeats bit for bit.</param>
internal sealed record Finding(
    RunResult Result, RunResult Original, int RunNumber, bool WasShrunk, TimeSpan Shrinking, bool EachIsNeeded, bool IsConfirmed)
{
    /// <summary>Which step of the run comes one place too early: one place later, and the test passes; -1 where no single swap does it.</summary>
    public int Swap { get; init; } = -1;

    /// <summary>A run that passes and differs as little as is known; or null.</summary>
    public RunResult? Passing { get; init; }

    /// <summary>Whether no run with fewer departures fails in the same way: all were tried.</summary>
    public bool IsFewest { get; init; }

    /// <summary>What the run was given, in lines for a person; empty where it takes no input.</summary>
    public IReadOnlyList<string> Input { get; init; } = [];
}

/// <summary>What shrinking came to.</summary>
/// <param name="Choices">The choices of the smallest failing run known.</param>
/// <param name="Swap">Which step of that run comes one place too early, or -1.</param>
/// <param name="Passing">The choices of the run in which that step comes one place later, which passes; or null.</param>
/// <param name="IsFewest">Whether all runs with fewer departures were tried.</param>
internal sealed record Shrunk(int[] Choices, int Swap, int[]? Passing, bool IsFewest);
