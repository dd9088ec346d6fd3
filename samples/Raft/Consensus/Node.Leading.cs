using Raft.Storage;

namespace Raft.Consensus;

/// <content>What a leader does.</content>
public sealed partial class Node
{
    private Follower[] _followers = [];

    /// <summary>What a read must see at least: whatever was in the log when the node was elected.</summary>
    private long _first;

    /// <summary>How many rounds of messages reads have asked for.</summary>
    private long _round;

    private async Task LeadAsync()
    {
        (_role, _leader) = (Role.Leader, _options.Name);
        _followers = [.. _options.Peers.Keys.Select(peer => new Follower(peer, State.LastIndex + 1))];
        if (_options.Flaw != Flaw.OldTermCommit)
        {
            // Entries of earlier terms are committed by the first one of this term.
            await _storage.SaveAsync(new Append(State.LastIndex + 1, [new Entry(State.Term, new Command(CommandKind.Nothing))]));
        }

        _first = State.LastIndex;
        AdvanceCommit();
        foreach (Follower follower in _followers)
        {
            long term = State.Term;
            Start(() => ReplicateAsync(follower, term));
        }
    }

    private void EndLeadership()
    {
        WakeFollowers();
        _followers = [];
        AbandonRequests();
    }

    private void WakeFollowers()
    {
        foreach (Follower follower in _followers)
        {
            follower.Wake.Release();
        }
    }

    /// <summary>Sends a follower what it lacks, and a heartbeat when it lacks nothing, as long as the node leads.</summary>
    private async Task ReplicateAsync(Follower follower, long term)
    {
        while (await HoldAsync(() => Task.FromResult(NextMessage(follower, term))) is { } message)
        {
            AppendReply? reply = await _peers.AppendAsync(follower.Name, message.Request, _stopping.Token);
            bool isMore = reply is not null && await HoldAsync(() => TakeAsync(follower, message, reply));
            if (!isMore)
            {
                await follower.Wake.WaitAsync(_options.Heartbeat, _stopping.Token);
            }
        }
    }

    private Message? NextMessage(Follower follower, long term)
    {
        if (_role != Role.Leader || State.Term != term)
        {
            return null;
        }

        long previous = follower.Next - 1;
        Entry[] entries = [.. State.Log.Skip((int)previous).Take(_options.Batch)];
        var request = new AppendRequest(term, _options.Name, previous, State.TermAt(previous), entries, _commit);
        return new Message(request, _round, _time.GetTimestamp(), _time.GetUtcNow());
    }

    /// <summary>A follower has answered. Whether there is more to send to it.</summary>
    private async Task<bool> TakeAsync(Follower follower, Message message, AppendReply reply)
    {
        await LearnAsync(reply.Term);
        if (_role != Role.Leader || State.Term != message.Request.Term)
        {
            return false;
        }

        follower.Answered(message);
        if (reply.IsAccepted)
        {
            follower.Match = Math.Max(follower.Match, reply.Index);
            follower.Next = follower.Match + 1;
            AdvanceCommit();
        }
        else
        {
            follower.Next = Math.Clamp(reply.Index, 1, Math.Max(1, follower.Next - 1));
        }

        AnswerReads();
        return follower.Next <= State.LastIndex;
    }

    /// <summary>An entry that a majority has is committed if it is of this term, and with it all before it.</summary>
    private void AdvanceCommit()
    {
        long index = OfMajority(_followers.Select(static follower => follower.Match), State.LastIndex);
        if (index > _commit && (State.TermAt(index) == State.Term || _options.Flaw == Flaw.OldTermCommit))
        {
            _commit = index;
            Apply();
        }
    }

    /// <summary>What a majority has reached, of which this node is one.</summary>
    private T OfMajority<T>(IEnumerable<T> others, T own) => others.Append(own).OrderDescending().ElementAt(Majority - 1);

    private bool HasMajorityOfLate() =>
        _time.GetElapsedTime(OfMajority(_followers.Select(static follower => follower.SentAt), _time.GetTimestamp())) < _options.ElectionTimeout;

    /// <summary>Whether nobody else can have been elected, by the wall clock.</summary>
    private bool HasLease() =>
        _time.GetUtcNow() < OfMajority(_followers.Select(static follower => follower.SentAtWall), _time.GetUtcNow()) + _options.ElectionTimeout;
}

/// <summary>A message to a follower.</summary>
/// <param name="Round">The latest round that a read had asked for when it was sent.</param>
/// <param name="SentAt">When it was sent, on the monotonic clock.</param>
/// <param name="SentAtWall">When it was sent, by the wall clock.</param>
internal sealed record Message(AppendRequest Request, long Round, long SentAt, DateTimeOffset SentAtWall);
