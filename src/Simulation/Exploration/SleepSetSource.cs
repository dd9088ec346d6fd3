namespace Sim;

/// <summary>
/// Every schedule that differs from the others in more than the order of steps that have nothing to do with each other: depth first, with
/// sleep sets (Godefroid 1996). When all runs that begin with a step have been made, the step goes to sleep in the runs that begin with
/// its siblings, until one runs that touches what it touches. So of all schedules that are the same but for the order of independent
/// steps exactly one is run to its end; a run in which nothing but sleepers is ready is given up.
/// </summary>
/// <remarks>
/// Two steps are independent where both have said what they touch (<see cref="Simulation.Touch"/>) and no resource is written by one
/// and touched by the other. A step that says nothing depends on every other, so that a program which declares nothing is searched in full.
/// Departures from the paper: no persistent sets, which need to know what a process will do later.
/// </remarks>
internal sealed class SleepSetSource(Exhaustive strategy) : ISearchSource, IPicker
{
    private readonly List<Node> _path = [];
    private List<Sleeper> _asleep = [];
    private Node? _node;
    private int _step;

    /// <summary>How much of the path the next run repeats.</summary>
    private int _repeated;

    /// <summary>How many draws of the present run count: those before it was given up.</summary>
    private int _draws;

    public Exhaustive Strategy => strategy;

    public long Schedules { get; private set; }

    public long GivenUp { get; private set; }

    public bool IsOver { get; private set; }

    public bool WasBounded => false;

    public bool WasReduced { get; private set; }

    public LeftOut LeftOut { get; private set; }

    public RunSpec? Make(RunSpec template, int run)
    {
        _path.RemoveRange(_repeated, _path.Count - _repeated);
        _asleep = [];
        _node = null;
        _step = 0;
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

        int draw = world.Choices.Count;
        AddDraws(world, draw);
        Node node = draw < _path.Count ? _path[draw] : AddPick(ready, candidates);
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
        StepAccess access = isOne ? world.LastAccess() : StepAccess.Unknown;
        _node?.Saw(_node.Tags![_node.Answer] == world.Trace.Steps[_step - 1].Tag ? access : StepAccess.Unknown);
        _node = null;
        _asleep.RemoveAll(sleeper => !sleeper.Access.IsIndependentOf(access));
    }

    /// <summary>Draws that are no picks: all their answers are tried.</summary>
    private void AddDraws(World world, int upTo)
    {
        for (int draw = _path.Count; draw < upTo; draw++)
        {
            _path.Add(new Node { Answer = world.Choices.Recorded[draw], Bound = world.Choices.Bounds[draw] });
        }
    }

    private Node AddPick(ReadyView ready, int candidates)
    {
        var tags = new StepTag[candidates];
        for (int i = 0; i < candidates; i++)
        {
            tags[i] = TagOf(ready, i);
        }

        var node = new Node { Bound = candidates, Tags = tags, Asleep = [.. _asleep], Answer = -1 };
        WasReduced |= node.Asleep.Count > 0;
        node.TryNext();
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
            Node node = _path[^1];
            if (node.Bound > ExhaustiveSource.MostAnswers)
            {
                LeftOut |= LeftOut.RandomNumbers;
            }
            else if (node.TryNext())
            {
                return;
            }

            _path.RemoveAt(_path.Count - 1);
        }

        IsOver = true;
    }

    private readonly record struct Sleeper(StepTag Tag, StepAccess Access);

    /// <summary>A draw on the way, and what became of its answers.</summary>
    private sealed class Node
    {
        private StepAccess? _seen;

        public int Answer { get; set; }

        public int Bound { get; init; }

        /// <summary>Of a pick: the candidates; else null.</summary>
        public StepTag[]? Tags { get; init; }

        /// <summary>The steps that sleep here.</summary>
        public List<Sleeper> Asleep { get; init; } = [];

        /// <summary>The candidates of which every run was made.</summary>
        public List<Sleeper> Done { get; } = [];

        /// <summary>What the picked step touched, which may depend on draws inside it: all of it counts.</summary>
        public void Saw(StepAccess access) => _seen = _seen?.With(access) ?? access;

        /// <summary>Goes on to the next answer that is not asleep.</summary>
        public bool TryNext()
        {
            if (Tags is not null && Answer >= 0)
            {
                Done.Add(new Sleeper(Tags[Answer], _seen ?? StepAccess.Unknown));
                _seen = null;
            }

            do
            {
                Answer++;
            }
            while (Answer < Bound && Tags is not null && Asleep.Exists(sleeper => sleeper.Tag == Tags[Answer]));
            if (Answer == Bound)
            {
                Answer = -1;
            }

            return Answer >= 0;
        }
    }
}
