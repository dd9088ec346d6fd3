using Sim.Cli.Folder;
using Sim.Cli.Launching;
using Sim.Cli.Protocol;

namespace Sim.Cli.Campaigns;

/// <summary>Keeps a campaign in its folder; without one, for as long as it runs.</summary>
internal sealed class CampaignStore : IDisposable
{
    private readonly CampaignFolder? _folder;
    private readonly string _build;
    private readonly string _session = $"{DateTimeOffset.UtcNow:yyyyMMdd-HHmmss}-{Guid.NewGuid().ToString("N")[..8]}";
    private readonly Dictionary<SimulationState, ProgressEntry> _entries = [];
    private readonly RunLimits _limits;
    private readonly bool _keepsGoing;

    public CampaignStore(CampaignFolder? folder, string assembly, Workspace workspace, RunLimits limits, bool keepsGoing)
    {
        _folder = folder;
        _limits = limits;
        _keepsGoing = keepsGoing;
        _build = folder is null ? "" : BuildId.Of(assembly);
        Boards = folder?.RunningFolder(_session) ?? workspace.NewFolder("boards");
    }

    /// <summary>The campaign's name in its folder.</summary>
    public string Session => _session;

    /// <summary>Where the workers find their boards.</summary>
    public string Boards { get; }

    public CampaignFolder? Folder => _folder;

    /// <summary>Makes or finds the states of all simulations, with what the folder knows of them.</summary>
    public IReadOnlyList<SimulationState> Begin(IReadOnlyList<SimulationInfo> simulations)
    {
        if (_folder is null)
        {
            return [.. simulations.Select((one, index) => new SimulationState(one, OpenBoard(index), [], _keepsGoing, IsShare))];
        }

        var entries = simulations.Select(Entry).ToList();
        _folder.Begin(_session, new(entries));
        return [.. entries.Select((entry, index) => Restore(_folder, simulations[index], entry, index))];
    }

    /// <summary>The runs that earlier campaigns made, by the simulation's index.</summary>
    public static IReadOnlyDictionary<int, RunSet> Done(IReadOnlyList<SimulationState> states) => states
        .Select((state, index) => (index, Done: DoneOf(state.Earlier)))
        .Where(one => one.Done.Parts.Count > 0)
        .ToDictionary(one => one.index, one => one.Done);

    /// <summary>Keeps a finding before anything else is done about it.</summary>
    public void Keep(SimulationState state, Finding finding)
    {
        if (_folder is null)
        {
            return;
        }

        var before = finding.Path;
        finding.Path = _folder.Findings(state.Simulation.Name).Add(finding.EntryOf(state.Simulation.Name, _build));
        if (before is not null && before != finding.Path)
        {
            File.Delete(before);
        }
    }

    /// <summary>Writes how far a simulation is, if it got further.</summary>
    public void Save(SimulationState state)
    {
        var before = _entries.GetValueOrDefault(state);
        if (_folder is not null && before is not null && before.With(state.Board) is var now && now.Runs != before.Runs)
        {
            _folder.Write(now);
            _entries[state] = now;
        }
    }

    /// <summary>The last word: all is in the folder's own files now.</summary>
    public void End(IReadOnlyList<SimulationState> states)
    {
        foreach (var state in states)
        {
            Save(state);
            SaveCounts(state);
            state.Board.Dispose();
        }

        _folder?.End(_session);
    }

    public void Dispose() => _folder?.Dispose();

    private bool IsShare => _limits.Shard.Count > 1;

    // Known at the end only: of a campaign that was killed nothing is known of what should sometimes hold.
    private void SaveCounts(SimulationState state)
    {
        if (_folder is not null && state.Counts is { } counts && _entries.GetValueOrDefault(state) is { } entry)
        {
            _folder.Write(entry with { Sometimes = counts });
        }
    }

    private SimulationState Restore(CampaignFolder folder, SimulationInfo simulation, ProgressEntry entry, int index)
    {
        var (known, others) = folder.Known(simulation.Name, _build);
        folder.CheckCorpus(simulation.Name);
        var board = OpenBoard(index);
        var state = new SimulationState(simulation, board, folder.Progress(simulation.Name, entry.Plan), _keepsGoing, IsShare) { OfOtherBuilds = others };
        foreach (var (finding, path) in known.Values)
        {
            state.Know(finding, path);
        }

        board.First = board.Next = DoneOf(state.Earlier).FirstOpen(_limits.Shard, 0);
        _entries.Add(state, entry);
        return state;
    }

    private RunBoard OpenBoard(int index)
    {
        try
        {
            return RunBoard.Open(RunBoard.PathOf(Boards, index));
        }
        catch (Exception wrong) when (SafeFile.IsRefusal(wrong))
        {
            throw SafeFile.Refused(Boards, wrong);
        }
    }

    private ProgressEntry Entry(SimulationInfo simulation) => new()
    {
        Session = _session,
        Simulation = simulation.Name,
        Build = _build,
        Plan = SealedJson.Digits($"{simulation.Name} {_build} {_limits.Seed ?? 0} {_limits.Strategy} {_limits.MaxSteps}", 16),
        Shard = _limits.Shard,
    };

    private static RunSet DoneOf(IReadOnlyList<ProgressEntry> earlier) =>
        RunSet.Of(earlier.Select(entry => new ShardRuns(entry.Shard, entry.Done)));
}
