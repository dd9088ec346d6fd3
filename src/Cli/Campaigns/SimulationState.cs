using Sim.Cli.Folder;
using Sim.Cli.Protocol;

namespace Sim.Cli.Campaigns;

/// <summary>One simulation of a campaign: what its workers have done so far, and what was found.</summary>
internal sealed class SimulationState(SimulationInfo simulation, RunBoard board, IReadOnlyList<ProgressEntry> earlier, bool keepsGoing, bool isShare)
{
    // Written by one at a time, read by all: replaced, never changed.
    private volatile IReadOnlyList<Finding> _findings = [];
    private readonly List<string?> _stories = [];
    private readonly HashSet<long> _repeated = [];
    private IReadOnlyList<SometimesCount> _sometimes = [];
    private bool _hasAllCounts = true;

    public SimulationInfo Simulation => simulation;

    public RunBoard Board => board;

    /// <summary>What earlier campaigns in the folder made of the same runs.</summary>
    public IReadOnlyList<ProgressEntry> Earlier => earlier;

    public int OfOtherBuilds { get; init; }

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The failing run with the lowest number: what an exploration that ends with the first failure ends with.</summary>
    public Finding? First => _findings.Where(one => !one.IsOld).MinBy(one => one.Failure.Run);

    /// <summary>What a report lists: every failure, or the first one where exploration ends with it.</summary>
    public IEnumerable<Finding> Told => keepsGoing ? _findings : _findings.Where(one => one == First);

    /// <summary>What one worker alone came to, where it did all; it says more than a count.</summary>
    public string? Story => _stories is [var only] ? only : null;

    /// <summary>The first runs have the known failures again: their findings need no second.</summary>
    public void Know(FindingEntry entry, string path)
    {
        Take(new Finding(entry.Failure)
        {
            IsExamined = entry.IsExamined,
            IsOld = true,
            Path = path,
            Confirmation = entry.IsConfirmed is { } confirmed ? new(confirmed, entry.Sentence) : null,
        });
        if (entry.IsExamined)
        {
            board.Failures.Add(FailureTable.KeyOf(entry.Failure.Identity));
        }
    }

    /// <summary>
    /// Takes what a worker reports: the second report of a run takes the place of the first, and of what a killed campaign had found
    /// and not examined.
    /// </summary>
    public Finding Take(FailureReport failure, bool isExamined)
    {
        var before = _findings.FirstOrDefault(one => one.Failure.Identity == failure.Identity
            && (one.IsOld ? !one.IsExamined : one.Failure.Run == failure.Run));
        var finding = before is { IsOld: false } ? before : new(failure) { Path = before?.Path };
        if (finding != before)
        {
            _findings = [.. _findings.Where(one => one != before), finding];
        }

        finding.Failure = failure;
        finding.IsExamined = isExamined;
        return finding;
    }

    public void Take(Finding finding) => _findings = [.. _findings, finding];

    /// <summary>A worker is through.</summary>
    public void Explored(ExploredMessage message)
    {
        _stories.Add(message.Story);
        _sometimes = SometimesCount.Sum(_sometimes.Concat(message.Sometimes));
        Strategy = message.Strategy;
    }

    /// <summary>The strategy, and what it decided, which is the same in every worker; empty as long as none is through.</summary>
    public string Strategy { get; private set; } = "";

    /// <summary>A worker died, and with it its counts of what should sometimes hold.</summary>
    public void LoseCounts() => _hasAllCounts = false;

    /// <summary>What should sometimes hold, counted over the runs of this campaign; null where a worker took its counts along.</summary>
    public IReadOnlyList<SometimesCount>? Counts => _hasAllCounts ? _sometimes : null;

    /// <summary>The same, over earlier campaigns too, as far as it is known.</summary>
    public IReadOnlyList<SometimesCount> Sometimes => SometimesCount.Sum(earlier.SelectMany(entry => entry.Sometimes ?? []).Concat(_sometimes));

    /// <summary>
    /// What should sometimes hold and never did: of a share of the runs, of one that ended with a failure, and where counts are missing,
    /// nothing is known of it.
    /// </summary>
    public IReadOnlyList<SometimesCount> NeverReached => isShare || !_hasAllCounts || Told.Any() || earlier.Any(entry => entry.Sometimes is null)
        ? []
        : [.. Sometimes.Where(count => count.RunsHeld == 0)];

    /// <summary>The finding that a worker died of examining.</summary>
    public Finding? Unexamined(long key) =>
        _findings.FirstOrDefault(one => !one.IsOld && !one.IsExamined && FailureTable.KeyOf(one.Failure.Identity) == key);

    /// <summary>Whether the run may be made once more, after a death that may have come from outside.</summary>
    public bool MayRepeat(long index) => _repeated.Add(index);

    public SimulationTotals Totals => SimulationTotals.Of(board, earlier);

    public SimulationResult Result =>
        new(simulation.Name, Totals, [.. Told.Select(finding => (finding, TimesOf(finding)))], OfOtherBuilds, Sometimes, NeverReached, Strategy);

    private long TimesOf(Finding finding) => board.Failures.TimesOf(FailureTable.KeyOf(finding.Failure.Identity));
}
