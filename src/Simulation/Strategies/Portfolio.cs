namespace Sim;

/// <summary>
/// The default: several strategies take turns, run by run, since each finds with ease what another hardly finds at all. Which, and how
/// often, is decided by the profile run: where it showed races between declared accesses, most runs direct one of them, and where it failed
/// the first turn is to fail as it did, by first come, first served.
/// </summary>
/// <remarks>
/// Which strategy a run has follows from its seed alone: 16 consecutive seeds share the turns out exactly. So a run is the same in
/// whatever process or shard it is made, and in whatever order.
/// </remarks>
internal sealed class Portfolio : IStrategy
{
    /// <summary>How many turns are shared out.</summary>
    public const int Turns = 16;

    private const int Boring = 0;
    private const int Mirror = 1;

    private readonly Member[] _members;
    private readonly Member[] _turns = new Member[Turns];
    private Member _chosen;
    private string _reason = "";

    public Portfolio()
    {
        _members =
        [
            new(new FifoStrategy(), Racing: 0, Timed: 0, Blind: 0),
            new(new NewestFirst(), Racing: 0, Timed: 0, Blind: 1),
            new(new RaceDirected(), Racing: 6, Timed: 10, Blind: 0),
            new(new RaceDirected(new Surw()), Racing: 6, Timed: 3, Blind: 0),
            new(new Surw(), Racing: 2, Timed: 1, Blind: 0),
            new(new Urw(), Racing: 2, Timed: 1, Blind: 5),
            new(new RandomWalk(), Racing: 0, Timed: 1, Blind: 5),
            new(new Rounds(), Racing: 0, Timed: 0, Blind: 3),
            new(new Sticky(0.7), Racing: 0, Timed: 0, Blind: 1),
            new(new Pct(3), Racing: 0, Timed: 0, Blind: 1),
        ];
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
        Share(!races ? static member => member.Blind : profile.Timed > 0 ? static member => member.Timed : static member => member.Racing);
        if (profile.Fails)
        {
            OpenWith(_members[Boring]);
        }

        _reason = Describe(profile, races);
    }

    public void BeginRun(ulong seed, ref RandomSource random)
    {
        _chosen = _turns[(int)(seed % Turns)];
        _chosen.Strategy.BeginRun(seed, ref random);
    }

    public int Pick(Candidates candidates, ref RandomSource random) => _chosen.Strategy.Pick(candidates, ref random);

    /// <summary>Gives each member its turns, far apart from one another.</summary>
    private void Share(Func<Member, int> weight)
    {
        int[] due = new int[_members.Length];
        for (int turn = 0; turn < Turns; turn++)
        {
            for (int i = 0; i < due.Length; i++)
            {
                due[i] += weight(_members[i]);
            }

            // The mirror image of the boring schedule, where it takes part, comes first.
            int next = turn == 0 && weight(_members[Mirror]) > 0 ? Mirror : Array.IndexOf(due, due.Max());
            due[next] -= Turns;
            _turns[turn] = _members[next];
        }
    }

    /// <summary>The mirror image keeps a turn, if it has one: the second.</summary>
    private void OpenWith(Member member)
    {
        if (_turns[0] == _members[Mirror])
        {
            _turns[1] = _turns[0];
        }

        _turns[0] = member;
    }

    private string Describe(RunProfile profile, bool races)
    {
        string shape = (profile.Fails ? "a failure, " : "") + (races
            ? $"{profile.Chains} chains with {profile.Races.Count} pairs of sites at which declared accesses race{(profile.Timed > 0 ? ", and timers or deliveries" : "")}"
            : $"{profile.Chains} chains and no race between declared accesses");
        IEnumerable<string> shares = _turns.GroupBy(static member => member.Strategy.Name).Select(static turns => $"{turns.Key} {turns.Count()}");
        return $"the profile run showed {shape}; of {Turns} runs: {string.Join(", ", shares)}";
    }

    /// <summary>A strategy and its share.</summary>
    /// <param name="Racing">Where races are known.</param>
    /// <param name="Timed">Where races are known, and timers or deliveries race as well: of them no access is known before they are due.</param>
    /// <param name="Blind">Where none are.</param>
    private sealed record Member(IStrategy Strategy, int Racing, int Timed, int Blind);
}
