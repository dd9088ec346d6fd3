using System.Diagnostics;

namespace Sim;

/// <summary>
/// Explores a property: inputs times schedules, small inputs first. Where a run fails, input and schedule are made smaller together: the input as long
/// as some schedule still fails with a smaller one, then the schedule, then the input again under what is left of the schedule.
/// </summary>
internal sealed class InputExplorer
{
    /// <summary>How often input and schedule take turns at most; each turn makes the input smaller.</summary>
    private const int MostTurns = 20;

    private readonly Func<Simulation, Task> _body;
    private readonly ExploreOptions _options;
    private readonly InputOptions _counts;
    private readonly IInputSource _source;
    private readonly Func<bool> _isCanceled;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly List<SometimesCount> _sometimes = [];
    private IReadOnlyList<ulong> _input = [];
    private string _strategy = "";
    private FoundRun? _found;
    private int _inputs;
    private int _runs;
    private long _steps;
    private long _ticks;

    private InputExplorer(Func<Simulation, Task> body, ExploreOptions options, InputOptions counts, IInputSource source, Func<bool> isCanceled)
    {
        _body = body;
        _options = options;
        _counts = counts;
        _source = source;
        _isCanceled = isCanceled;
    }

    /// <param name="body">What a run does; it makes its input from <see cref="Simulation.Input"/>.</param>
    /// <param name="options">How runs go; how many there are is said by <paramref name="counts"/>.</param>
    /// <param name="counts">How many inputs and schedules.</param>
    /// <param name="source">Where inputs come from.</param>
    /// <param name="isCanceled">Whether no further input is to be run.</param>
    public static InputExploration Explore(Func<Simulation, Task> body, ExploreOptions options, InputOptions counts, IInputSource source, Func<bool> isCanceled) =>
        new InputExplorer(body, options, counts, source, isCanceled).Run();

    private InputExploration Run()
    {
        while (_found is null && _inputs < _counts.Inputs && !IsOver)
        {
            RunInput();
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(_started);
        if (_found is not { } found)
        {
            return new InputExploration(Tell(elapsed, null), _inputs);
        }

        IReadOnlyList<ulong> original = _input;
        long started = Stopwatch.GetTimestamp();
        Finding finding = _options.Shrink && Explorer.CanShrink(found) ? ShrinkTogether(found) : Explorer.Examine(_body, OptionsOf(_input), found);
        finding = finding with { Original = found.Failed, RunNumber = _runs, Input = Words(original), Shrinking = Stopwatch.GetElapsedTime(started) };
        return new InputExploration(Tell(elapsed, finding), _inputs) { Smallest = _input, Original = original };
    }

    private bool IsOver => _inputs > 0 && (_isCanceled() || Stopwatch.GetElapsedTime(_started) > _options.Time);

    private ExploreOptions OptionsOf(IReadOnlyList<ulong> input) => _options with { Input = input };

    /// <summary>Runs the next input under its schedules, each of which has a seed of its own in the whole exploration.</summary>
    private void RunInput()
    {
        _input = _source.Make(_inputs, _counts.Inputs);
        var plan = new ExplorePlan(_body, OptionsOf(_input) with { Seed = _options.Seed + ((ulong)_inputs * (ulong)_counts.Schedules), Runs = _counts.Schedules });
        Session.Execute(plan);
        _inputs++;
        _runs += plan.Runs;
        _steps += plan.Steps;
        _ticks += plan.VirtualTicks;
        _strategy = plan.Strategy;
        _found = plan.Found;
        IReadOnlyList<SometimesCount> sum = SometimesCount.Sum(_sometimes.Concat(plan.Sometimes));
        _sometimes.Clear();
        _sometimes.AddRange(sum);
    }

    /// <summary>The last schedule that was found is the one to tell; it belongs to the smallest input.</summary>
    private Finding ShrinkTogether(FoundRun found)
    {
        Effort effort = Effort.Begin();
        FoundRun smallest = ShrinkInput(found, InputShrinkPlan.Wide, effort);
        Finding finding = Explorer.Examine(_body, OptionsOf(_input), smallest);
        for (int turn = 0; turn < MostTurns && finding.IsConfirmed; turn++)
        {
            var shrunk = new FoundRun(finding.Result, smallest.Identity, TokenText.Parse(finding.Result.Token).Choices, smallest.FairFrom, smallest.Number);
            IReadOnlyList<ulong> before = _input;
            smallest = ShrinkInput(shrunk, InputShrinkPlan.Narrow, effort);
            if (ReferenceEquals(before, _input))
            {
                break;
            }

            finding = Explorer.Examine(_body, OptionsOf(_input), smallest);
        }

        return finding;
    }

    private FoundRun ShrinkInput(FoundRun found, IReadOnlyList<int> rounds, Effort effort)
    {
        var plan = new InputShrinkPlan(Explorer.SpecOf(_body, OptionsOf(_input), found), found, _source, rounds, effort);
        Session.Execute(plan);
        _input = plan.Best.Input;
        return plan.Best.Found;
    }

    private string[] Words(IReadOnlyList<ulong> original)
    {
        int shrinks = _input.Count - original.Count;
        string how = shrinks <= 0 ? "Input:" : $"Smallest input (found with a larger one, made smaller {shrinks:N0} {(shrinks == 1 ? "time" : "times")}):";
        return [how, "", .. _source.Describe(_input).Select(static line => $"   {line}")];
    }

    private Exploration Tell(TimeSpan elapsed, Finding? finding)
    {
        string name = ResultFactory.NameOf(_options, _body);
        return new Exploration
        {
            Name = name,
            Strategy = _strategy,
            Runs = _runs,
            Steps = _steps,
            VirtualTime = TimeSpan.FromTicks(_ticks),
            Elapsed = elapsed,
            FailedRun = finding is null ? 0 : _runs,
            Original = finding?.Original,
            Failure = finding?.Result,
            Shrinking = finding?.Shrinking ?? TimeSpan.Zero,
            Sometimes = _sometimes,
            Story = finding is null ? StoryTeller.TellQuiet(name, _runs, null, _sometimes) : StoryTeller.Tell(name, _options with { Runs = _counts.Inputs * _counts.Schedules }, finding),
        };
    }
}
