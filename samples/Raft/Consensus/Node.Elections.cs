using Raft.Storage;

namespace Raft.Consensus;

/// <content>Elections.</content>
public sealed partial class Node
{
    /// <summary>Another node asks for a vote.</summary>
    public Task<VoteReply> VoteAsync(VoteRequest request) => HoldAsync(async () =>
    {
        // Who hears a leader wants no other; and leases hold only as long as nobody is elected before they end.
        if (request.Term > State.Term && HearsLeader())
        {
            return new VoteReply(State.Term, false);
        }

        await LearnAsync(request.Term);
        bool isFree = State.VotedFor is null || State.VotedFor == request.Candidate;
        bool isGranted = request.Term == State.Term && isFree && IsUpToDate(request);
        if (isGranted && State.VotedFor is null)
        {
            await _storage.SaveAsync(new Ballot(request.Term, request.Candidate));
        }

        if (isGranted)
        {
            _heardAt = _time.GetTimestamp();
            _logger.Voted(request.Candidate, request.Term);
        }

        return new VoteReply(State.Term, isGranted);
    });

    private bool HearsLeader() => _role == Role.Leader ? HasMajorityOfLate() : _time.GetElapsedTime(_leaderHeardAt) < _options.ElectionTimeout;

    private bool IsUpToDate(VoteRequest request)
    {
        long term = State.TermAt(State.LastIndex);
        return request.LastTerm > term || (request.LastTerm == term && request.LastIndex >= State.LastIndex);
    }

    private async Task StandForElectionAsync()
    {
        VoteRequest request = await HoldAsync(async () =>
        {
            await _storage.SaveAsync(new Ballot(State.Term + 1, _options.Name));
            (_role, _leader, _heardAt, _votes) = (Role.Candidate, null, _time.GetTimestamp(), 1);
            _logger.Stands(State.Term);
            await LeadIfElectedAsync();
            return new VoteRequest(State.Term, _options.Name, State.LastIndex, State.TermAt(State.LastIndex));
        });
        foreach (string peer in _options.Peers.Keys)
        {
            Start(() => AskForVoteAsync(peer, request));
        }
    }

    /// <summary>Asks until there is an answer or the election is over.</summary>
    private async Task AskForVoteAsync(string peer, VoteRequest request)
    {
        bool isOpen = true;
        while (isOpen)
        {
            VoteReply? reply = await _peers.AskForVoteAsync(peer, request, _stopping.Token);
            isOpen = await HoldAsync(() => CountAsync(request.Term, reply));
            if (isOpen)
            {
                await Task.Delay(_options.Heartbeat, _time, _stopping.Token);
            }
        }
    }

    /// <summary>Whether the voter must be asked again.</summary>
    private async Task<bool> CountAsync(long term, VoteReply? reply)
    {
        await LearnAsync(reply?.Term ?? 0);
        if (_role != Role.Candidate || State.Term != term || reply is { IsGranted: false })
        {
            return false;
        }

        _votes += reply is null ? 0 : 1;
        await LeadIfElectedAsync();
        return reply is null && _role == Role.Candidate;
    }

    private async Task LeadIfElectedAsync()
    {
        if (_votes >= Majority)
        {
            _logger.Leads(State.Term);
            await LeadAsync();
        }
    }
}
