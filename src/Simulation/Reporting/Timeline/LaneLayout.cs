namespace Sim;

/// <summary>Finds the lanes of a run: which steps follow from one another.</summary>
internal sealed class LaneLayout
{
    private const string Network = "network";

    private readonly Trace _trace;
    private readonly Dictionary<(int Host, int Kind, int Key), int> _known = [];
    private readonly List<Draft> _drafts = [];
    private readonly int[] _laneOf;

    private LaneLayout(Trace trace)
    {
        _trace = trace;
        _laneOf = new int[trace.Count];
    }

    public static (IReadOnlyList<TimelineLane> Lanes, IReadOnlyList<int> LaneOf) Of(Trace trace)
    {
        var layout = new LaneLayout(trace);
        layout.Assign();
        return layout.Arrange();
    }

    private void Assign()
    {
        for (int i = 0; i < _trace.Count; i++)
        {
            ref readonly StepRecord step = ref _trace.Records[i];
            (int, int, int) key = KeyOf(step);
            if (!_known.TryGetValue(key, out int lane))
            {
                lane = _drafts.Count;
                _known.Add(key, lane);
                _drafts.Add(new Draft(step.Host, step.Tag.Kind == StepKind.Delivery, i));
            }

            _laneOf[i] = lane;
            _drafts[lane].Add(i, step.Method);
        }
    }

    // All that the network brings a host is one lane; the rest goes by its chain, in a run that keeps no chains by its method.
    private static (int Host, int Kind, int Key) KeyOf(in StepRecord step) =>
        step.Tag.Kind == StepKind.Delivery ? (step.Host, 0, 0) : step.Chain != 0 ? (step.Host, 1, step.Chain) : (step.Host, 2, step.Method);

    /// <summary>Host by host, the network first.</summary>
    private (IReadOnlyList<TimelineLane> Lanes, IReadOnlyList<int> LaneOf) Arrange()
    {
        int[] order = [.. Enumerable.Range(0, _drafts.Count).OrderBy(i => _drafts[i].Host).ThenByDescending(i => _drafts[i].IsNetwork).ThenBy(i => _drafts[i].First)];
        var lanes = new List<TimelineLane>();
        int[] numbers = new int[_drafts.Count];
        foreach (int i in order)
        {
            Draft draft = _drafts[i];
            numbers[i] = lanes.Count;
            lanes.Add(new TimelineLane(draft.Host, draft.IsNetwork ? Network : StepMethods.Name(draft.Method), draft.First, draft.Last));
        }

        return (lanes, [.. _laneOf.Select(lane => numbers[lane])]);
    }

    private sealed class Draft(int host, bool isNetwork, int first)
    {
        public int Host => host;

        public bool IsNetwork => isNetwork;

        public int First => first;

        public int Last { get; private set; }

        /// <summary>The first method of the user's, or the first at all.</summary>
        public int Method { get; private set; }

        public void Add(int step, int method)
        {
            Last = step;
            if (Method == 0 || (StepMethods.IsUsers(method) && !StepMethods.IsUsers(Method)))
            {
                Method = method;
            }
        }
    }
}
