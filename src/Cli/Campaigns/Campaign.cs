using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Sim.Cli.Launching;
using Sim.Cli.Protocol;

namespace Sim.Cli.Campaigns;

/// <summary>
/// Explores all simulations of a target with several workers, which take their runs from common boards. A worker that dies costs the run
/// that it was in, which is a finding; another takes its place.
/// </summary>
internal sealed class Campaign(Launcher launcher, WorkerRequest request, CampaignOptions options, CampaignStore store, Teller teller)
{
    private const int NotStarted = -1;

    /// <summary>So many workers may die before they are up, where others came up; the next one is a finding.</summary>
    private const int MostFailedStarts = 10;
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    // A worker costs a fraction of a second to start.
    private static readonly TimeSpan Small = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _examining = new(1);
    private readonly DeathExaminer _deaths = new(launcher, request, options.KeepsGoing);
    private readonly int[] _places = [.. Enumerable.Repeat(NotStarted, options.Jobs)];
    private IReadOnlyList<SimulationState>? _states;
    private IReadOnlyDictionary<int, RunSet> _done = new Dictionary<int, RunSet>();
    private int _told;
    private int _startsLeft = MostFailedStarts;

    /// <summary>What everything came to, or what there was of it when it was ended.</summary>
    public IReadOnlyList<SimulationResult> Results { get; private set; } = [];

    private IReadOnlyList<SimulationState> States => _states ?? [];

    /// <summary>Explores everything; whatever ends it, what was found is told and kept.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var telling = teller.TellAllAsync(stop.Token);
        try
        {
            if (store.Folder is not null)
            {
                Prepare(await launcher.ListAsync(request.Filter, cancel));
            }

            await WorkAsync(stop);
        }
        finally
        {
            teller.TellTheRest(States.Skip(_told));
            await FinishAsync(telling);
        }
    }

    private async Task FinishAsync(Task telling)
    {
        try
        {
            await telling;
        }
        finally
        {
            Results = [.. States.Where((state, index) => index < _told || state.Board.Started != 0).Select(state => state.Result)];
            store.End(States);
        }
    }

    private async Task WorkAsync(CancellationTokenSource stop)
    {
        using var saving = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var workers = Enumerable.Range(0, options.Jobs).Select(slot => OrStopAllAsync(() => WorkAsync(slot, stop.Token), stop)).ToList();
        var save = OrStopAllAsync(() => SaveAsync(saving.Token), stop);
        var results = await Task.WhenAll(workers);
        await saving.CancelAsync();
        var wrong = results.Append(await save).OfType<Exception>().ToList();
        if (wrong.Find(one => one is not OperationCanceledException) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        stop.Token.ThrowIfCancellationRequested();
    }

    /// <summary>What goes wrong in one part ends all others; the first such exception is the one to tell.</summary>
    private static async Task<Exception?> OrStopAllAsync(Func<Task> part, CancellationTokenSource stop)
    {
        try
        {
            await part();
            return null;
        }
        catch (Exception wrong)
        {
            await stop.CancelAsync();
            return wrong;
        }
    }

    private async Task SaveAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            await Task.Delay(SaveInterval, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var state in States)
            {
                store.Save(state);
            }
        }
    }

    private async Task WorkAsync(int slot, CancellationToken cancel)
    {
        if (slot > 0 && options.StartsSmall && !await GrowsAsync(cancel))
        {
            return;
        }

        lock (_gate)
        {
            _places[slot] = _told;
        }

        while (!await WorkToTheEndAsync(slot, cancel))
        {
        }

        lock (_gate)
        {
            _places[slot] = int.MaxValue;
            TellWhatIsComplete();
        }
    }

    /// <summary>Waits until further workers are worth their start; false where all is done before.</summary>
    private async Task<bool> GrowsAsync(CancellationToken cancel)
    {
        while (true)
        {
            await Task.Delay(Look, cancel);
            if (_places[0] == int.MaxValue)
            {
                return false;
            }

            if (States.Any(state => state.Board.Started is not 0 and var started && Stopwatch.GetElapsedTime(started) > Small))
            {
                return true;
            }
        }
    }

    /// <summary>Runs one worker process; false if it died before it was through.</summary>
    private async Task<bool> WorkToTheEndAsync(int slot, CancellationToken cancel)
    {
        var work = request with
        {
            Slot = slot,
            Jobs = options.Jobs,
            KeepsGoing = options.KeepsGoing,
            Boards = store.Boards,
            Corpus = store.Folder?.Corpus,
            Session = store.Session,
            Start = _places[slot],
            Done = _done,
        };
        var run = await launcher.RunAsync(work, (worker, message) => Hear(slot, message), cancel);
        if (run.Refusal is { } refusal)
        {
            throw new WrongInputException(refusal.Message);
        }

        if (!run.WasUp && run.Death is not null && Interlocked.Decrement(ref _startsLeft) >= 0)
        {
            // Somebody killed it, or memory was short: it had no run yet, so none is to blame.
            return false;
        }

        var isThrough = run.Death is null || _places[slot] >= States.Count;
        if (!isThrough)
        {
            await DiedAsync(slot, run.Death!, cancel);
        }

        return isThrough;
    }

    private Task Hear(int slot, WorkerMessage message)
    {
        lock (_gate)
        {
            Take(slot, message);
        }

        return Task.CompletedTask;
    }

    private void Take(int slot, WorkerMessage message)
    {
        switch (message)
        {
            case FoundMessage found when _states is null:
                Prepare(found.Simulations);
                break;
            case StartingMessage starting:
                _places[slot] = starting.Index;
                teller.Exploring(States, _told);
                break;
            case FindingMessage finding:
                Take(States[finding.Index], slot, finding);
                break;
            case ExploredMessage explored:
                States[explored.Index].Explored(explored);
                _places[slot] = explored.Index + 1;
                TellWhatIsComplete();
                break;
        }
    }

    private void Prepare(IReadOnlyList<SimulationInfo> simulations)
    {
        _states = store.Begin(simulations);
        _done = CampaignStore.Done(_states);
    }

    private void Take(SimulationState state, int slot, FindingMessage message)
    {
        var finding = state.Take(message.Failure, message.IsExamined);
        Keep(state, finding);
        if (message.IsExamined)
        {
            Interlocked.Increment(ref state.Board.Slot(slot).Kept);
        }
    }

    private void TellWhatIsComplete()
    {
        while (_told < States.Count && _places.All(place => place > _told || place == NotStarted))
        {
            teller.Complete(States[_told]);
            _told++;
        }

        teller.Exploring(States, _told);
    }

    private async Task DiedAsync(int slot, WorkerEnd death, CancellationToken cancel)
    {
        var state = States[_places[slot]];
        var place = state.Board.Slot(slot);
        state.LoseCounts();
        if (place.Pending is not 0 and var key && FinishUnexamined(state, place, key, death))
        {
            return;
        }

        if (!place.HasRun)
        {
            // It did not die of a run, so the next worker is not sent where this one was.
            _places[slot]++;
        }

        // One after the other: two workers that die alike are one finding.
        await _examining.WaitAsync(cancel);
        try
        {
            Take(state, await _deaths.ExamineAsync(state, place, death, cancel));
        }
        finally
        {
            _examining.Release();
        }
    }

    private void Take(SimulationState state, Finding? finding)
    {
        lock (_gate)
        {
            if (finding is not null)
            {
                state.Take(finding);
                Keep(state, finding);
            }
        }
    }

    // Where it can't be kept the campaign ends, and tells what it knows.
    private void Keep(SimulationState state, Finding finding)
    {
        store.Keep(state, finding);
        if (finding.IsExamined && options.KeepsGoing)
        {
            teller.Tell(state, finding);
        }
    }

    /// <summary>A worker that died while it shrank a failure has told it before.</summary>
    private bool FinishUnexamined(SimulationState state, WorkerSlot place, long key, WorkerEnd death)
    {
        lock (_gate)
        {
            if (state.Unexamined(key) is not { } finding)
            {
                // Its report is lost: the run is made again, and found anew.
                state.Board.Failures.Forget(key);
                place.Repeat();
                return true;
            }

            finding.Failure = finding.Failure with { Story = $"{finding.Failure.Story}\n\n  Not shrunk: that ended the worker. {death.Reason}" };
            finding.IsExamined = true;
            Keep(state, finding);
            place.Pending = 0;
            place.Cursor++;
            return true;
        }
    }
}
