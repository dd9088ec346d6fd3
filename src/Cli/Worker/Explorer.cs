using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>Explores simulations one after the other, together with the other workers, and reports what it finds.</summary>
internal sealed class Explorer(WorkerRequest request, RunMarker marker, LauncherLink link)
{
    private const int LookMilliseconds = 1;

    public void ExploreAll(IReadOnlyList<DiscoveredSimulation> all)
    {
        for (var index = request.Start; index < all.Count; index++)
        {
            link.Send(new StartingMessage(index));

            // Never closed, so that the last run's observer is as good as the first's: a process explores few simulations.
            var board = RunBoard.Open(RunBoard.PathOf(request.Boards, index));
            link.Send(Explore(index, all[index], board));
        }
    }

    private ExploredMessage Explore(int index, DiscoveredSimulation one, RunBoard board)
    {
        try
        {
            return one.Pinned is { } token ? new(index, Pinned(index, one, board, token), [], "") : new Exploring(this, index, one, board).Run();
        }
        catch (ArgumentException wrong)
        {
            throw new WrongInputException(one.Pinned is null ? Reports.Words(wrong) : $"{one.Info.Name}: {Reports.Words(wrong)}");
        }
        catch (ReplayDivergedException wrong)
        {
            throw new WrongInputException($"{one.Info.Name}: {Reports.Words(wrong)}");
        }
    }

    /// <summary>One worker makes the one run.</summary>
    private string? Pinned(int index, DiscoveredSimulation one, RunBoard board, string token)
    {
        var slot = board.Slot(request.Slot);
        if (!slot.HasRun && !board.Take(slot, end: 1, size: 1))
        {
            return null;
        }

        marker.RunStarting(1, request.Limits.Seed ?? 0);
        var result = Simulator.Replay(token, one.Body, request.Limits.ForReplaying(one));
        slot.Runs++;
        if (result.Failure is not null)
        {
            slot.Failing++;
            Report(index, slot, Reports.Of(result) with { Run = 1, Identity = result.Fingerprint, Story = result.Story });
        }

        slot.Cursor++;
        return result.Failure is null ? result.Story : null;
    }

    // The run counts as made when the launcher has kept what it came to, so that nobody's death loses a finding.
    private void Report(int index, WorkerSlot slot, FailureReport failure)
    {
        var kept = slot.Kept;
        link.Send(new FindingMessage(index, IsExamined: true, failure));
        while (Volatile.Read(ref slot.Kept) == kept)
        {
            Thread.Sleep(LookMilliseconds);
        }
    }

    /// <summary>The exploration of one simulation by this worker: from failure to failure until no run is left.</summary>
    private sealed class Exploring
    {
        private readonly Explorer _outer;
        private readonly int _index;
        private readonly DiscoveredSimulation _simulation;
        private readonly WorkerSlot _slot;
        private readonly RunSource _source;
        private readonly RunObserver _observer;
        private readonly WorkerCorpus _corpus;
        private readonly ExploreOptions _options;

        public Exploring(Explorer outer, int index, DiscoveredSimulation simulation, RunBoard board)
        {
            var request = outer.Request;
            _outer = outer;
            _index = index;
            _simulation = simulation;
            _slot = board.Slot(request.Slot);
            var end = request.Limits.Shard.RunsOf(request.Limits.RunsOf(simulation.Info));
            _source = new(board, _slot, end, request, request.Done.GetValueOrDefault(index, RunSet.Empty));
            _corpus = new(request, simulation.Info.Name);
            _observer = new(outer.Marker, board, _slot, _source, _corpus, request.KeepsGoing) { OnFailure = Announce };
            _options = request.Limits.ForExploring(simulation) with { Observer = _observer, NextRun = Next };
        }

        public ExploredMessage Run()
        {
            var found = Explore();
            if (found.Failure is null)
            {
                return new(_index, found.Story, found.Sometimes, found.Strategy);
            }

            var counts = found.Sometimes;
            while (found.Failure is not null)
            {
                _outer.Report(_index, _slot, Told(found));
                _source.Advance();
                found = Explore();
                counts = SometimesCount.Sum(counts.Concat(found.Sometimes));
            }

            return new(_index, null, counts, found.Strategy);
        }

        /// <summary>What cannot be kept ends it, as everything does that the folder cannot take.</summary>
        private Exploration Explore()
        {
            var found = Simulator.Explore(_simulation.Body, _options with { Corpus = _corpus.Runs });
            _corpus.Save();
            return found.Failure is null && _corpus.Refusal is { } refused ? throw refused : found;
        }

        private int Next() => _corpus.Refusal is null ? _source.Next() : 0;

        private void Announce(RunResult failed)
        {
            var report = Reports.Of(failed) with { Run = _outer.Marker.Run, Identity = _observer.Identity, Story = failed.Story };
            _outer.Link.Send(new FindingMessage(_index, IsExamined: false, report));
        }

        private FailureReport Told(Exploration found) => Reports.Of(found.Failure!) with
        {
            Run = found.FailedRun,
            Identity = _observer.Identity,
            DeparturesBefore = found.Original?.Departures,
            Story = found.Story,
        };
    }

    private WorkerRequest Request => request;

    private RunMarker Marker => marker;

    private LauncherLink Link => link;
}
