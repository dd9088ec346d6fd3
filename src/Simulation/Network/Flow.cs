namespace Sim;

/// <summary>
/// One direction of a connection: what its sender has sent and its receiver has not read yet. Segments arrive in the order in which
/// they were sent: a faster one waits for those before it. What is in flight and what is unread together never exceed the window.
/// A segment that is lost is sent again until it arrives, or until the sender gives up.
/// </summary>
internal sealed partial class Flow : IHeld
{
    /// <summary>The most bytes that are in flight or unread.</summary>
    public const int Window = 64 * 1024;

    /// <summary>The most bytes of one segment.</summary>
    public const int MostSegment = 16 * 1024;

    private readonly Fabric _fabric;
    private readonly SimulatedConnection _sender;
    private readonly SimulatedConnection _receiver;
    private readonly ByteRing _bytes = new(Window);
    private readonly Queue<Segment> _segments = new();
    private readonly Arrival _arrival;
    private int _inFlight;

    public Flow(Fabric fabric, SimulatedConnection sender, SimulatedConnection receiver)
    {
        _fabric = fabric;
        _sender = sender;
        _receiver = receiver;
        _arrival = new Arrival(this) { Source = sender.Node };
        _update = new WindowUpdate(this) { Source = receiver.Node };
        _timeout = new Retransmission(this) { Source = sender.Node };
    }

    /// <summary>How many bytes have arrived and were not read.</summary>
    public int Unread => _bytes.Count - _inFlight;

    /// <summary>Forgets what is in flight.</summary>
    public void DropInFlight()
    {
        _arrival.Disarm();
        _timeout.Disarm();
        _segments.Clear();
        _bytes.Truncate(Unread);
        _inFlight = 0;
    }

    /// <summary>Takes in all segments that are due, as they would be found together by a receiver who looks now.</summary>
    public void ArriveUntilNow()
    {
        int unread = Unread;
        bool ended = HasEnded;
        while (_segments.TryPeek(out Segment segment) && segment.Arrival <= _fabric.Now)
        {
            _segments.Dequeue();
            _inFlight -= segment.Length;
            _fabric.NoteArrival(segment, _sender.Node);
            TakeIn(segment.Kind);
        }

        int bytes = Unread - unread;
        _fabric.NoteDelivery(bytes, _bytes.Hash(unread, bytes));
        Receive(bytes, HasEnded != ended);
    }

    /// <summary>Sends a segment; its bytes are in the ring.</summary>
    private void Launch(SegmentKind kind, int length) => Launch(kind, length, Judge(length));

    private void Launch(SegmentKind kind, int length, in Verdict verdict)
    {
        _segments.Enqueue(new Segment(kind, length, ArrivalOf(verdict), verdict.Late, _fabric.CurrentStep));
        _inFlight += length;
        ExpectNext();
    }

    private Verdict Judge(int length) => _fabric.Judge(_sender.Node, _receiver.Node, PacketKind.Segment, length);

    /// <summary>One event at a time is on its way, the oldest segment's: which of two comes first is no choice.</summary>
    private void ExpectNext()
    {
        if (!_arrival.IsScheduled && _segments.TryPeek(out Segment next) && !next.IsLost)
        {
            _arrival.Late = next.Late;
            _fabric.Schedule(_arrival, next.Arrival);
        }
    }

    private void Arrive()
    {
        if (_receiver.Node.IsOff)
        {
            LoseWhatIsDue();
            return;
        }

        ArriveUntilNow();
        ExpectAcknowledgment();
        ExpectNext();
    }

    private void TakeIn(SegmentKind kind)
    {
        if (kind == SegmentKind.Open)
        {
            _receiver.OnOpened();
        }

        HasEnded |= kind == SegmentKind.End;
    }

    /// <summary>Segments reach the receiver.</summary>
    private sealed class Arrival(Flow flow) : NetworkEvent(flow._receiver.Node)
    {
        public override void Run() => flow.Arrive();
    }

    /// <summary>The sender learns that the receiver has made room.</summary>
    private sealed class WindowUpdate(Flow flow) : NetworkEvent(flow._sender.Node)
    {
        public override void Run() => flow.Transmit();
    }
}
