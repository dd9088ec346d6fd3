using Raft.Storage;

namespace Raft.Consensus;

/// <content>What a follower does.</content>
public sealed partial class Node
{
    /// <summary>A leader sends entries, or shows that it is there.</summary>
    public Task<AppendReply> AppendAsync(AppendRequest request) => HoldAsync(async () =>
    {
        await LearnAsync(request.Term);
        if (request.Term < State.Term)
        {
            return new AppendReply(State.Term, false, 0);
        }

        Follow(request.Leader);
        if (Mismatch(request) is { } from)
        {
            return new AppendReply(State.Term, false, from);
        }

        await TakeInAsync(request);
        long last = request.PreviousIndex + request.Entries.Length;
        if (Math.Min(request.Commit, last) > _commit)
        {
            _commit = Math.Min(request.Commit, last);
            Apply();
        }

        return new AppendReply(State.Term, true, last);
    });

    private void Follow(string leader)
    {
        if (_role != Role.Follower)
        {
            StepDown();
        }

        _leader = leader;
        _heardAt = _leaderHeardAt = _time.GetTimestamp();
    }

    /// <summary>From where on the leader must send, if what it sent does not join on to the log.</summary>
    private long? Mismatch(AppendRequest request)
    {
        if (request.PreviousIndex > State.LastIndex)
        {
            return State.LastIndex + 1;
        }

        long term = State.TermAt(request.PreviousIndex);
        if (term == request.PreviousTerm)
        {
            return null;
        }

        long first = request.PreviousIndex;
        while (State.TermAt(first - 1) == term)
        {
            first--;
        }

        return first;
    }

    /// <summary>Only an entry that differs makes what follows it void: this may be a message that was late.</summary>
    private async Task TakeInAsync(AppendRequest request)
    {
        int known = 0;
        while (known < request.Entries.Length && request.PreviousIndex + known < State.LastIndex
            && State.TermAt(request.PreviousIndex + known + 1) == request.Entries[known].Term)
        {
            known++;
        }

        if (known < request.Entries.Length)
        {
            await _storage.SaveAsync(new Append(request.PreviousIndex + known + 1, request.Entries[known..]));
        }
    }
}
