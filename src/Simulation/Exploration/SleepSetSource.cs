namespace Sim;

/// <summary>
/// Every schedule that differs from the others in more than the order of steps that have nothing to do with each other: depth first, with
/// sleep sets (Godefroid 1996). When all runs that begin with a step have been made, the step goes to sleep in the runs that begin with
/// its siblings, until one runs that touches what it touches. So of all schedules that are the same but for the order of independent
/// steps exactly one is run to its end; a run in which nothing but sleepers is ready is given up. And a step is tried in the place of
/// another only where a run has shown that they race, or what they lead to: <see cref="Races"/>.
/// </summary>
/// <remarks>
/// Two steps are independent where both have said what they touch (<see cref="Simulation.Touch"/>) and no resource is written by one
/// and touched by the other. A step that says nothing depends on every other, so that a program which declares nothing is searched in full.
/// Departure from the paper: what a step will touch is known from the runs that began with it, not from the program's text.
/// </remarks>
internal sealed class SleepSetSource : IRunSource, IPicker
{
    private readonly List<PickNode> _path = [];
    private List<Sleeper> _asleep = [];
    private readonly List<RunStep> _steps = [];
    private PickNode? _node;
    private int _step;

    /// <summary>How much of the path the next run repeats.</summary>
    private int _repeated;

    /// <summary>How many draws of the present run count: those before it was given up.</summary>
    private int _draws;

    /// <summary>How many different schedules were run to their end.</summary>
    public long Schedules { get; private set; }

    /// <summary>How many runs were given up, since all they could come to was known.</summary>
    public long GivenUp { get; private set; }

    /// <summary>Whether every run was made that had to be.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether some orders were left out because they differ from others only in the order of independent steps.</summary>
    public bool WasReduced { get; private set; }

    /// <summary>What was never varied although it could go either way.</summary>
    public LeftOut LeftOut { get; private set; }

    public RunSpec? Make(RunSpec template, int run)
    {
        _path.RemoveRange(_repeated, _path.Count - _repeated);
        _asleep = [];
        _node = null;
        _step = 0;
        _steps.Clear();
        _draws = int.MaxValue;
        return IsOver ? null : template with { Script = [.. _path.Select(static node => node.Answer)], Picker = this };
    }

    public void Look(ReadyView ready, int candidates, World world)
    {
        PassStep(world);
        bool isAwake = false;
        for (int i = 0; i < candidates; i++)
        {
            StepTag tag = TagOf(ready, i);
            isAwake |= !_asleep.Exists(sleeper => sleeper.Tag == tag);
        }

        if (!isAwake && !world.IsAbandoned)
        {
            _draws = world.Choices.Count;
            world.Abandon();
        }
    }

    public int Pick(ReadyView ready, int candidates, World world)
    {
        if (world.IsAbandoned)
        {
            return 0;
        }

        world.Resources.EndBeginning();
        int draw = world.Choices.Count;
        AddDraws(world, draw);
        PickNode node = draw < _path.Count ? _path[draw] : AddPick(ready, candidates);
        _asleep = [.. node.Asleep, .. node.Done];
        _node = node;
        return Math.Min(node.Answer, candidates - 1);
    }

    public string? Completed(World world)
    {
        PassStep(world);
        AddDraws(world, Math.Min(_draws, world.Choices.Count));
        if (!IsAsBefore(world))
        {
            return "A schedule was begun again, and its draws were others than before.";
        }

        Schedules += world.IsAbandoned ? 0 : 1;
        GivenUp += world.IsAbandoned ? 1 : 0;
        LeftOut |= world.LeftOut;
        Races.Mark(_steps);
        Backtrack();
        _repeated = _path.Count;
        return null;
    }

    private static StepTag TagOf(ReadyView ready, int candidate) =>
        new(candidate < ready.Count ? ready.Tag(candidate) : ready.NextTimerTag);

    /// <summary>What ran last wakes the sleepers that it touches.</summary>
    private void PassStep(World world)
    {
        if (_step == world.Trace.Count || world.IsAbandoned)
        {
            return;
        }

        bool isOne = ++_step == world.Trace.Count;
        _step = world.Trace.Count;
        StepTouches access = isOne ? world.LastAccess() : StepTouches.Unknown;
        StepTag tag = world.Trace.Steps[_step - 1].Tag;
        _steps.Add(new RunStep(tag, access, _node));
        _node?.Saw(_node.Tags[_node.Answer] == tag ? access : StepTouches.Unknown);
        _node = null;
        _asleep.RemoveAll(sleeper => !sleeper.Access.IsIndependentOf(access));
    }

    /// <summary>Draws that are no picks: all their answers are tried.</summary>
    private void AddDraws(World world, int upTo)
    {
        for (int draw = _path.Count; draw < upTo; draw++)
        {
            _path.Add(new PickNode(world.Choices.Recorded[draw], world.Choices.Bounds[draw]));
        }
    }

    private PickNode AddPick(ReadyView ready, int candidates)
    {
        var tags = new StepTag[candidates];
        for (int i = 0; i < candidates; i++)
        {
            tags[i] = TagOf(ready, i);
        }

        var node = new PickNode(tags, [.. _asleep]);
        _path.Add(node);
        return node;
    }

    private bool IsAsBefore(World world)
    {
        ReadOnlySpan<int> bounds = world.Choices.Bounds;
        for (int draw = 0; draw < Math.Min(_path.Count, bounds.Length); draw++)
        {
            if (bounds[draw] != _path[draw].Bound)
            {
                return false;
            }
        }

        return bounds.Length >= _path.Count;
    }

    private void Backtrack()
    {
        while (_path.Count > 0)
        {
            PickNode node = _path[^1];
            if (node.Bound > ExhaustiveSource.MostAnswers)
            {
                LeftOut |= LeftOut.RandomNumbers;
            }
            else if (node.TryNext())
            {
                return;
            }

            WasReduced |= node.WasReduced;

            _path.RemoveAt(_path.Count - 1);
        }

        IsOver = true;
    }
}
