namespace Sim;

/// <summary>
/// A schedule as a value: what is drawn in a run, in order; 0 is always the boring choice, and what comes after the last is 0. FsCheck makes them and shrinks
/// them toward first come, first served, together with the other inputs of a property: <c>Prop.ForAll(inputs, schedules, (input, schedule) => schedule.Check(...))</c>.
/// </summary>
/// <remarks>
/// A choice that a run does not have is its last one, so that every schedule fits every program. Where nothing else is checked by FsCheck, <see cref="SimulationProperty"/> finds more: it
/// chooses strategies, and knows what the runs of a program can draw.
/// </remarks>
public sealed class Schedule : IEquatable<Schedule>
{
    private readonly int[] _choices;

    /// <summary>Makes a schedule.</summary>
    /// <param name="choices">The choices, none below 0; zeros at the end are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A choice is below 0.</exception>
    public Schedule(IEnumerable<int> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        _choices = choices.ToArray().AsSpan().TrimEnd(0).ToArray();
        foreach (int choice in _choices)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(choice, nameof(choices));
        }
    }

    /// <summary>What is drawn, in order, up to the last that is not 0.</summary>
    public IReadOnlyList<int> Choices => _choices;

    /// <summary>How many choices are not 0.</summary>
    public int Departures => _choices.Count(static choice => choice != 0);

    /// <summary>Runs <paramref name="body"/> under this schedule.</summary>
    /// <param name="body">What runs.</param>
    /// <param name="options">How; its strategy is not asked.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="PlatformNotSupportedException">This runtime cannot be captured.</exception>
    public RunResult Run(Func<Simulation, Task> body, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        options ??= new RunOptions();
        OptionChecks.Require(options);
        return SingleRun.Execute(new RunSpec
        {
            Seed = options.Seed,
            Strategy = StrategyNames.Make("fifo"),
            FairFrom = null,
            Options = options,
            Body = body,
            Script = _choices,
            TakesStacks = true,
        }).Result!;
    }

    /// <summary>Runs <paramref name="body"/> under this schedule, and throws where the run fails.</summary>
    /// <inheritdoc cref="Run"/>
    /// <exception cref="SimulationFailedException">The run failed: the message is its story, with the token.</exception>
    public void Check(Func<Simulation, Task> body, RunOptions? options = null)
    {
        RunResult run = Run(body, options);
        if (run.Failure is not null)
        {
            string line = Environment.NewLine;
            throw new SimulationFailedException($"{run.Story}{line}{line}  In code   Simulator.Replay(\"{run.Token}\", ...)", run);
        }
    }

    /// <inheritdoc />
    public bool Equals(Schedule? other) => other is not null && _choices.AsSpan().SequenceEqual(other._choices);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Schedule);

    /// <inheritdoc />
    public override int GetHashCode() => _choices.Aggregate(17, static (hash, choice) => (hash * 31) + choice);

    /// <summary>The departures, each with the place of its draw.</summary>
    public override string ToString() => Departures == 0 ? "first come, first served"
        : string.Join(", ", _choices.Index().Where(static draw => draw.Item != 0).Select(static draw => $"draw {draw.Index}: {draw.Item}"));

    /// <summary>Schedules with fewer departures, with earlier ones, with lower ones: the least first.</summary>
    internal IEnumerable<Schedule> Smaller()
    {
        int[] places = [.. Enumerable.Range(0, _choices.Length).Where(place => _choices[place] != 0)];
        for (int group = places.Length; group >= 1; group = group == 1 ? 0 : (group + 1) / 2)
        {
            for (int first = 0; first < places.Length; first += group)
            {
                yield return With(places.Skip(first).Take(group), 0);
            }
        }

        foreach (int place in places.Where(static place => place > 0))
        {
            yield return new Schedule([.. _choices[..(place - 1)], .. _choices[place..]]);
        }

        foreach (int place in places.Where(place => _choices[place] > 1))
        {
            yield return With([place], 1);
            yield return With([place], _choices[place] - 1);
        }
    }

    private Schedule With(IEnumerable<int> places, int choice)
    {
        int[] changed = [.. _choices];
        foreach (int place in places)
        {
            changed[place] = choice;
        }

        return new Schedule(changed);
    }
}
