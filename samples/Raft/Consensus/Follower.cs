namespace Raft.Consensus;

/// <summary>What a leader knows of another node.</summary>
internal sealed class Follower(string name, long next)
{
    public string Name => name;

    /// <summary>The next entry to be sent.</summary>
    public long Next { get; set; } = next;

    /// <summary>Up to where its log is known to be the leader's.</summary>
    public long Match { get; set; }

    /// <summary>The latest round of messages that it answered.</summary>
    public long Round { get; private set; }

    /// <summary>When the latest message that it answered was sent, on the monotonic clock.</summary>
    public long SentAt { get; private set; } = long.MinValue / 2;

    /// <summary>The same by the wall clock.</summary>
    public DateTimeOffset SentAtWall { get; private set; } = DateTimeOffset.UnixEpoch;

    /// <summary>Released when there is something to send at once.</summary>
    public SemaphoreSlim Wake { get; } = new(0);

    /// <summary>It has answered a message. Messages to one follower are sent one after another.</summary>
    public void Answered(Message message) => (Round, SentAt, SentAtWall) = (message.Round, message.SentAt, message.SentAtWall);
}
