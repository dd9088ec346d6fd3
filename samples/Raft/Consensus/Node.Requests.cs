using Raft.Storage;

namespace Raft.Consensus;

/// <content>What clients ask.</content>
public sealed partial class Node
{
    private readonly Dictionary<long, PendingWrite> _writes = [];
    private readonly List<PendingRead> _reads = [];

    /// <summary>Has a command done.</summary>
    public async Task<Outcome> SubmitAsync(Command command, CancellationToken cancellationToken)
    {
        PendingWrite? write = await HoldAsync(() => TakeCommandAsync(command));
        return write is null ? Elsewhere() : await OutcomeOfAsync(write.Outcome.Task, cancellationToken);
    }

    /// <summary>Reads a value: one that was there at some moment between this call and its end.</summary>
    public async Task<Outcome> ReadAsync(string key, CancellationToken cancellationToken)
    {
        PendingRead? read = await HoldAsync(() => Task.FromResult(TakeRead(key)));
        return read is null ? Elsewhere() : await OutcomeOfAsync(read.Outcome.Task, cancellationToken);
    }

    private Outcome Elsewhere() => new(OutcomeKind.Elsewhere, Leader: _leader == _options.Name ? null : _leader);

    private async Task<Outcome> OutcomeOfAsync(Task<Outcome> outcome, CancellationToken cancellationToken)
    {
        Task late = Task.Delay(_options.CommitTimeout, _time, cancellationToken);
        return await Task.WhenAny(outcome, late) == outcome ? await outcome : new Outcome(OutcomeKind.Unknown);
    }

    private async Task<PendingWrite?> TakeCommandAsync(Command command)
    {
        if (_role != Role.Leader)
        {
            return null;
        }

        await _storage.SaveAsync(new Append(State.LastIndex + 1, [new Entry(State.Term, command)]));
        PendingWrite write = _writes[State.LastIndex] = new PendingWrite(State.Term);
        AdvanceCommit();
        WakeFollowers();
        return write;
    }

    private PendingRead? TakeRead(string key)
    {
        if (_role != Role.Leader)
        {
            return null;
        }

        bool isSure = _options.Flaw == Flaw.StaleRead || (_options.Flaw == Flaw.ClockLease && HasLease());
        var read = new PendingRead(key, Math.Max(_commit, _first), isSure ? 0 : ++_round);
        _reads.Add(read);
        AnswerReads();
        if (!isSure)
        {
            WakeFollowers();
        }

        return read;
    }

    /// <summary>Answers reads for which a majority has shown that the node still leads, since they were asked.</summary>
    private void AnswerReads()
    {
        if (_reads.Count == 0 || _role != Role.Leader)
        {
            return;
        }

        long round = OfMajority(_followers.Select(static follower => follower.Round), long.MaxValue);
        foreach (PendingRead read in _reads.Where(read => read.Round <= round && read.Index <= _applied).ToArray())
        {
            _reads.Remove(read);
            read.Outcome.SetResult(new Outcome(OutcomeKind.Done, _store.Get(read.Key)));
        }
    }

    /// <summary>The entry at an index is done: tells who waits for it, if it is still theirs.</summary>
    private void Answer(long index, long term, bool isDone)
    {
        if (_writes.Remove(index, out PendingWrite? write))
        {
            write.Outcome.SetResult(new Outcome(write.Term != term ? OutcomeKind.Unknown : isDone ? OutcomeKind.Done : OutcomeKind.Refused));
        }
    }

    private void AbandonRequests()
    {
        foreach (TaskCompletionSource<Outcome> outcome in _writes.Values.Select(static write => write.Outcome).Concat(_reads.Select(static read => read.Outcome)))
        {
            outcome.SetResult(new Outcome(OutcomeKind.Unknown));
        }

        _writes.Clear();
        _reads.Clear();
    }

    private sealed record PendingWrite(long Term)
    {
        public TaskCompletionSource<Outcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record PendingRead(string Key, long Index, long Round)
    {
        public TaskCompletionSource<Outcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>How a request ended.</summary>
public enum OutcomeKind
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>What was expected was not there.</summary>
    Refused,

    /// <summary>This node does not lead.</summary>
    Elsewhere,

    /// <summary>It may have been done, or may yet be.</summary>
    Unknown,
}

/// <summary>What became of a request.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Value">What was read.</param>
/// <param name="Leader">Who leads, if this node does not and knows.</param>
public sealed record Outcome(OutcomeKind Kind, string? Value = null, string? Leader = null);
