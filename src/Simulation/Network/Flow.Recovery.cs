namespace Sim;

/// <content>
/// What the sender does about what got lost: it sends again after a timeout that doubles, and gives up in the end. Where nothing is lost no
/// timer runs: acknowledgments are not sent, and are missed only where nothing gets back to the sender.
/// </content>
internal sealed partial class Flow
{
    private readonly Retransmission _timeout;
    private NetworkFault? _keeper;
    private int _attempts;
    private bool _isUnacknowledged;
    private bool _isUpdateLost;

    /// <summary>A fault that kept segments is over.</summary>
    public void GoOn()
    {
        _keeper = null;
        if (_timeout.IsScheduled)
        {
            _timeout.Disarm();
            _attempts = 0;
            Recover();
        }
    }

    /// <summary>The sender's machine has crashed: nothing is sent again.</summary>
    public void Abandon()
    {
        _timeout.Disarm();
        _update.Disarm();
    }

    /// <summary>The receiver's machine has crashed: what it had not read is gone, and nobody will tell of room.</summary>
    public void Forget()
    {
        _bytes.Skip(Unread);
        if (IsRoomWanted && !_update.IsScheduled)
        {
            _isUpdateLost = true;
            AwaitTimeout();
        }
    }

    private long ArrivalOf(in Verdict verdict)
    {
        if (verdict.Delivers)
        {
            return _fabric.Now + verdict.After;
        }

        if (verdict.Keeper is { } keeper && !ReferenceEquals(keeper, _keeper))
        {
            _keeper = keeper;
            keeper.Keep(this);
        }

        AwaitTimeout();
        return Segment.Lost;
    }

    private void AwaitTimeout()
    {
        if (!_timeout.IsScheduled && !_sender.IsCrashed && !_fabric.IsOver)
        {
            TcpOptions tcp = _fabric.Tcp;
            _fabric.Schedule(_timeout, _fabric.Now + tcp.Backoff(tcp.RetransmissionTimeout, _attempts));
        }
    }

    private void Retransmit()
    {
        if (_attempts >= _fabric.Tcp.Retransmissions)
        {
            GiveUp();
            return;
        }

        _attempts++;
        Recover();
    }

    /// <summary>Sends again what was lost, and looks whether what was not acknowledged is now.</summary>
    private void Recover()
    {
        for (int i = _segments.Count; i > 0; i--)
        {
            Segment segment = _segments.Dequeue();
            _segments.Enqueue(segment.IsLost ? SentAgain(segment) : segment);
        }

        if ((_isUnacknowledged || _isUpdateLost) && !_fabric.Severs(_sender.Node, _receiver.Node) && !_fabric.Severs(_receiver.Node, _sender.Node))
        {
            Reach();
        }

        if (_isUnacknowledged || _isUpdateLost)
        {
            AwaitTimeout();
        }

        ExpectNext();
    }

    private Segment SentAgain(in Segment segment)
    {
        Verdict verdict = Judge(segment.Length);
        return segment with { Arrival = ArrivalOf(verdict), Late = verdict.Late, Sent = _fabric.CurrentStep };
    }

    /// <summary>The receiver can be reached and can answer: it acknowledges, says again that there is room, or that it knows nothing.</summary>
    private void Reach()
    {
        _isUnacknowledged = false;
        bool isWaiting = _isUpdateLost && IsRoomWanted;
        _isUpdateLost = false;
        if (!_receiver.IsListening)
        {
            Refuse();
        }
        else if (isWaiting)
        {
            SendUpdate();
        }
    }

    /// <summary>The receiver tells the sender that it knows nothing of the connection. Where that is lost, the sender will ask again.</summary>
    private void Refuse()
    {
        if (!_receiver.SendReset())
        {
            _isUnacknowledged = true;
            AwaitTimeout();
        }
    }

    private void SendUpdate()
    {
        if (!_fabric.Send(_update, PacketKind.WindowUpdate))
        {
            _isUpdateLost = true;
            AwaitTimeout();
        }
    }

    /// <summary>Segments have arrived, and the sender learns so unless nothing gets back to it.</summary>
    private void ExpectAcknowledgment()
    {
        if (_fabric.Severs(_receiver.Node, _sender.Node))
        {
            _isUnacknowledged = true;
            AwaitTimeout();
        }
        else
        {
            _attempts = 0;
        }
    }

    /// <summary>The receiver's machine is off: what reaches it reaches nobody.</summary>
    private void LoseWhatIsDue()
    {
        for (int i = _segments.Count; i > 0; i--)
        {
            Segment segment = _segments.Dequeue();
            _segments.Enqueue(segment.Arrival <= _fabric.Now ? segment with { Arrival = Segment.Lost } : segment);
        }

        AwaitTimeout();
    }

    private void GiveUp()
    {
        _isUnacknowledged = false;
        _isUpdateLost = false;
        DropInFlight();
        _sender.OnTimedOut();
    }

    /// <summary>The sender's timer runs out.</summary>
    private sealed class Retransmission(Flow flow) : NetworkEvent(flow._sender.Node)
    {
        public override void Run() => flow.Retransmit();
    }
}
