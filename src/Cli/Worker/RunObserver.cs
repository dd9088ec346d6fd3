using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>Marks each run before it starts, and counts it on the board when it is over.</summary>
internal sealed class RunObserver(RunMarker marker, RunBoard board, WorkerSlot slot, RunSource source, WorkerCorpus corpus, bool keepsGoing) : IExplorationObserver
{
    /// <summary>Is told of a failure that ends an exploration, before anything else is done about it.</summary>
    public required Action<RunResult> OnFailure { get; init; }

    /// <summary>The identity of the failure that ended the exploration.</summary>
    public string Identity { get; private set; } = "";

    public void RunStarting(int run, ulong seed) => marker.RunStarting(run, seed);

    public void ChangedRunStarting(int run, string token) => marker.TokenStarting(token);

    public void RunKept(int run, string token) => corpus.Add(token);

    public void RunEnded(CompletedRun run)
    {
        slot.Runs++;
        slot.Steps += run.Steps;
        slot.VirtualTicks += run.VirtualTicks;
        corpus.SaveIfDue();
        BehaviorSketch.Add(board.Behaviors, run.Behavior);
        if (run.Failure is null)
        {
            source.Advance();
        }
    }

    public bool EndsAt(int run, string identity)
    {
        slot.Failing++;
        var key = FailureTable.KeyOf(identity);
        slot.Pending = key;
        var isNew = board.Failures.Count(key);
        if (!isNew && keepsGoing)
        {
            source.Advance();
            return false;
        }

        if (!keepsGoing)
        {
            board.StopAt(source.Current);
        }

        Identity = identity;
        source.Pause();
        return true;
    }

    public void FailureFound(int run, RunResult failed) => OnFailure(failed);
}
