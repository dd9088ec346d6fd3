namespace Sim;

/// <summary>
/// The default: several strategies take turns, run by run, since each finds with ease what another hardly finds at all. Which, and how
/// often, is decided by the profile run: where it showed races between declared accesses, half of the runs direct one of them.
/// </summary>
/// <remarks>
/// Which strategy a run has follows from its seed alone: 16 consecutive seeds share the turns out exactly. So a run is the same in
/// whatever process or shard it is made, and in whatever order.
/// </remarks>
internal sealed class Portfolio : IStrategy
{
    private readonly Member[] _members;
    private Member[] _turns = [];
    private Member _chosen;
    private string _reason = "";

    public Portfolio()
    {
        _members =
        [
            new(new NewestFirst(), Racing: 1, Blind: 2),
            new(new RaceDirected(), Racing: 4, Blind: 0),
            new(new RaceDirected(new Surw()), Racing: 4, Blind: 0),
            new(new Surw(), Racing: 3, Blind: 0),
            new(new Urw(), Racing: 2, Blind: 5),
            new(new RandomWalk(), Racing: 2, Blind: 5),
            new(new Sticky(0.7), Racing: 0, Blind: 2),
            new(new Pct(3), Racing: 0, Blind: 2),
        ];
        _chosen = _members[0];
        Share(static member => member.Blind);
    }


    public Portfolio(int[] w)
    {
        _members = [new(new NewestFirst(), w[0], w[0]), new(new RaceDirected(), w[1], w[1]), new(new RaceDirected(new Surw()), w[2], w[2]), new(new Surw(), w[3], w[3]),
            new(new Urw(), w[4], w[4]), new(new RandomWalk(), w[5], w[5]), new(new Sticky(0.5), w[6], w[6]), new(new Sticky(0.7), w[7], w[7]), new(new Pct(3), w[8], w[8]), new(new Pct(2), w[9], w[9]), new(new Pos(), w[10], w[10])];
        _chosen = _members[0];
        Share(static member => member.Blind);
    }

    public string Name => "portfolio";

    public bool Tracks => true;

    public bool NeedsProfile => true;

    public string Reason => _reason;

    public void Learn(RunProfile profile)
    {
        foreach (Member member in _members)
        {
            member.Strategy.Learn(profile);
        }

        bool races = profile.Races.Count > 0;
        Share(races ? static member => member.Racing : static member => member.Blind);
        _reason = Describe(profile, races);
    }

    public void BeginRun(ulong seed, ref RandomSource random)
    {
        _chosen = _turns[(int)(seed % (ulong)_turns.Length)];
        _chosen.Strategy.BeginRun(seed, ref random);
    }

    public int Pick(Candidates candidates, ref RandomSource random) => _chosen.Strategy.Pick(candidates, ref random);

    /// <summary>Gives each member its turns, far apart from one another.</summary>
    private void Share(Func<Member, int> weight)
    {
        int total = _members.Sum(weight);
        int[] due = new int[_members.Length];
        _turns = new Member[total];
        for (int turn = 0; turn < total; turn++)
        {
            for (int i = 0; i < due.Length; i++)
            {
                due[i] += weight(_members[i]);
            }

            int next = turn == 0 && weight(_members[0]) > 0 ? 0 : Array.IndexOf(due, due.Max());
            due[next] -= total;
            _turns[turn] = _members[next];
        }
    }

    private string Describe(RunProfile profile, bool races)
    {
        string shape = races
            ? $"{profile.Chains} chains with {profile.Races.Count} pairs of sites at which declared accesses race"
            : $"{profile.Chains} chains and no race between declared accesses";
        IEnumerable<string> shares = _turns.GroupBy(static member => member.Strategy.Name).Select(static turns => $"{turns.Key} {turns.Count()}");
        return $"the profile run showed {shape}; of {_turns.Length} runs: {string.Join(", ", shares)}";
    }

    /// <summary>A strategy and its share.</summary>
    /// <param name="Racing">Where races are known.</param>
    /// <param name="Blind">Where none are.</param>
    private sealed record Member(IStrategy Strategy, int Racing, int Blind);
}
