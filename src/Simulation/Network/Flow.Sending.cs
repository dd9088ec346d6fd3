using System.Net.Sockets;

namespace Sim;

/// <content>The sender's end.</content>
internal sealed partial class Flow
{
    private readonly WaitQueue<Writing, bool> _writes = new();
    private readonly WindowUpdate _update;

    /// <summary>Whether the sender has said that no more will follow.</summary>
    public bool IsEnding { get; private set; }

    /// <summary>Says that the connection is open, by a packet of which was said when it arrives.</summary>
    public void Open(in Verdict verdict) => Launch(SegmentKind.Open, 0, verdict);

    /// <summary>Whether the sender wants to be told of room.</summary>
    private bool IsRoomWanted => !_writes.IsEmpty || _sender.Watcher is { WantsRoom: true };

    /// <summary>Sends what there is room for, for a sender who keeps the rest.</summary>
    /// <returns>How much that was.</returns>
    public int Offer(ReadOnlySpan<byte> data) => Send(data);

    /// <summary>Sends what there is room for, and the rest when there is; nothing while older writes wait.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken token)
    {
        data = data[(_writes.IsEmpty ? Send(data.Span) : 0)..];
        if (data.IsEmpty)
        {
            return default;
        }

        var writing = new Writing { Rest = data };
        _writes.Enqueue(writing, token);
        return writing.End;
    }

    /// <summary>Says, behind all that was sent, that no more will follow. Writes that still wait for room fail.</summary>
    public void End(SocketError error)
    {
        FailWrites(error);
        if (!IsEnding)
        {
            IsEnding = true;
            LaunchEnd();
        }
    }

    /// <summary>Fails the writes that wait for room.</summary>
    public void FailWrites(SocketError error)
    {
        _update.Disarm();
        _writes.FailAll(() => NetworkErrors.Write(error));
    }

    /// <summary>A receiver that has closed would not look at it.</summary>
    private void LaunchEnd()
    {
        if (!_receiver.IsClosed || _receiver.KnowsNothing)
        {
            Launch(SegmentKind.End, 0);
        }
    }

    private int Send(ReadOnlySpan<byte> data)
    {
        int sent = Math.Min(data.Length, _bytes.Free);
        for (int at = 0; at < sent; at += MostSegment)
        {
            ReadOnlySpan<byte> segment = data[at..Math.Min(sent, at + MostSegment)];
            _bytes.Write(segment);
            Launch(SegmentKind.Data, segment.Length);
        }

        return sent;
    }

    /// <summary>There is room again: the oldest write goes on, then the next.</summary>
    private void Transmit()
    {
        while (_writes.TryPeek(out Writing writing))
        {
            writing.Rest = writing.Rest[Send(writing.Rest.Span)..];
            if (!writing.Rest.IsEmpty)
            {
                return;
            }

            writing.Complete(true);
        }

        _sender.Watcher?.OnRoom();
    }

    private sealed class Writing : Waiter<bool>
    {
        public ReadOnlyMemory<byte> Rest { get; set; }
    }
}
