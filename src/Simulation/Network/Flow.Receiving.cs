using System.Net.Sockets;

namespace Sim;

/// <content>The receiver's end.</content>
internal sealed partial class Flow
{
    /// <summary>A sender who waits for room is told of it when a segment has room, not at every byte.</summary>
    private const int RoomWorthTelling = MostSegment;

    private readonly WaitQueue<Reading, int> _reads = new();
    private TaskCompletionSource? _done;
    private SocketError? _cut;

    /// <summary>Whether the end has arrived: no bytes follow those that are unread.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Completes when no bytes follow those that have arrived, whether anybody reads or not.</summary>
    public Task Done
    {
        get
        {
            _done ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            TellIfDone();
            return _done.Task;
        }
    }

    /// <summary>Whether a read would not wait.</summary>
    public bool CanRead => Unread > 0 || HasEnded || _cut is not null;

    /// <summary>Takes what has arrived, for a receiver who waits by watching.</summary>
    /// <returns>How much that was; 0 at the end, and while there is nothing.</returns>
    public int Take(Span<byte> buffer) => TakeUnread(buffer);

    /// <summary>Reads what has arrived, or waits for more. A read into an empty buffer waits too, and takes nothing.</summary>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token)
    {
        if (CanRead && _reads.IsEmpty)
        {
            return Unread == 0 && !HasEnded
                ? ValueTask.FromException<int>(NetworkErrors.Read(_cut!.Value))
                : new ValueTask<int>(TakeUnread(buffer.Span));
        }

        var reading = new Reading { Buffer = buffer };
        _reads.Enqueue(reading, token);
        return reading.Task;
    }

    /// <summary>The connection has broken: what is in flight is lost, and reads fail once all that had arrived is read.</summary>
    public void Cut(SocketError error)
    {
        _cut = error;
        DropInFlight();
        CompleteReads();
    }

    /// <summary>The receiver has closed: nothing is read any more.</summary>
    public void FailReads() => _reads.FailAll(static () => NetworkErrors.Read(SocketError.OperationAborted));

    /// <summary>Forgets everything, in flight or unread.</summary>
    public void Discard()
    {
        DropInFlight();
        _bytes.Truncate(0);
    }

    private int TakeUnread(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, Unread);
        _bytes.Read(buffer[..count]);
        TellOfRoom();
        return count;
    }

    /// <summary>Who has closed answers bytes by a reset; who knows nothing of the connection answers its end so too.</summary>
    private void Receive(int bytes, bool ends)
    {
        if (_receiver.IsListening)
        {
            CompleteReads();
        }
        else if (bytes > 0 || (ends && _receiver.KnowsNothing))
        {
            Discard();
            Refuse();
        }
    }

    private void TellIfDone()
    {
        if (HasEnded || _cut is not null)
        {
            _done?.TrySetResult();
        }
    }

    private void CompleteReads()
    {
        TellIfDone();
        while (CanRead && _reads.TryPeek(out Reading reading))
        {
            if (Unread == 0 && !HasEnded)
            {
                reading.Fail(NetworkErrors.Read(_cut!.Value));
            }
            else
            {
                reading.Complete(TakeUnread(reading.Buffer.Span));
            }
        }

        if (CanRead)
        {
            _receiver.Watcher?.OnReadable();
        }
    }

    private void TellOfRoom()
    {
        if (_bytes.Free >= RoomWorthTelling && !_update.IsScheduled && !_isUpdateLost && IsRoomWanted)
        {
            SendUpdate();
        }
    }

    private sealed class Reading : Waiter<int>
    {
        public Memory<byte> Buffer { get; init; }
    }
}
