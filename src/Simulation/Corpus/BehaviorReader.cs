namespace Sim;

/// <summary>
/// Reads what a run did off its steps: for each event, that it happened, and of each other chain the last event before it that it races with.
/// These pairs (a before b) tell the order of everything that matters; what has no order to tell is left out.
/// </summary>
/// <remarks>
/// After P's Fest (NSDI 2026), where a behavior is the set of all pairs of events at one receiver. Departures: an event is a step that
/// declares an access, or a delivery, and the resource stands for the receiver; in a run without any, all steps are events, at one
/// resource. Only the last event of a chain counts, since those before it come earlier anyway, and of at most 16 chains. An event is
/// named by its chain's signature and its number in the chain, so that it is known again in other runs.
/// </remarks>
internal sealed class BehaviorReader
{
    private const int MostChains = 16;
    private const int BinShift = 58;

    private readonly ulong[] _least = new ulong[Behavior.Bins];
    private readonly List<List<Event>> _last = [];
    private int[] _counts = new int[16];
    private ulong _exact;

    /// <summary>The behavior of the run that is over in <paramref name="world"/>, which tracked its chains.</summary>
    public Behavior Read(World world)
    {
        Clear(world.Chains.Count);
        bool declares = world.Items.AnyAccess;
        ReadOnlySpan<StepRecord> steps = world.Trace.Steps;
        for (int step = 0; step < steps.Length; step++)
        {
            int chain = steps[step].Chain;
            Access access = declares ? world.Items.AccessOf(steps[step].Tag.Item) : new Access(1, IsWrite: true);
            if (chain != 0 && access.Any)
            {
                ulong name = RandomSource.Derive(world.Chains[chain].Signature, (ulong)++_counts[chain]);
                Follow(new Event(chain, name, access));
            }
        }

        return new Behavior(_least, _exact);
    }

    private void Clear(int chains)
    {
        Array.Fill(_least, ulong.MaxValue);
        _exact = 0;
        Grow.To(ref _counts, chains);
        Array.Clear(_counts, 0, chains + 1);
        foreach (List<Event> events in _last)
        {
            events.Clear();
        }
    }

    private void Follow(Event now)
    {
        Add(now.Name);
        List<Event> before = Of(now.Access.Resource);
        for (int i = before.Count - 1; i >= 0; i--)
        {
            if (before[i].Chain == now.Chain)
            {
                before.RemoveAt(i);
            }
            else if (before[i].Access.RacesWith(now.Access))
            {
                Add(RandomSource.Derive(before[i].Name, now.Name));
            }
        }

        if (before.Count == MostChains)
        {
            before.RemoveAt(0);
        }

        before.Add(now);
    }

    private List<Event> Of(int resource)
    {
        while (_last.Count <= resource)
        {
            _last.Add([]);
        }

        return _last[resource];
    }

    private void Add(ulong pair)
    {
        ref ulong least = ref _least[(int)(pair >> BinShift)];
        least = Math.Min(least, pair);
        _exact += RandomSource.Derive(pair, 1);
    }

    private readonly record struct Event(int Chain, ulong Name, Access Access);
}
