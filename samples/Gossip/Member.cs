using System.Net;

namespace Gossip;

/// <summary>
/// A member of a group that knows which of the others are up, after SWIM (Das, Gupta, Motivala, DSN 2002): every period it probes one other member, in the next asks a few others to
/// probe it where it did not answer, suspects it where that helped nothing, and takes it for dead where it does not speak up in time. News ride on probes and answers.
/// </summary>
/// <remarks>
/// Departures from the paper: members come from a fixed roster; the order of probes is a walk through it with a stride of the member's own instead of a
/// shuffled list, which takes no memory; a dead member is probed now and then, so that a group that was cut in two grows together again, and may come back
/// with a higher incarnation.
/// </remarks>
public sealed class Member
{
    private const int MostRelays = 64;

    private readonly IReadOnlyList<IPEndPoint> _roster;
    private readonly IDatagrams _datagrams;
    private readonly TimeProvider _time;
    private readonly GossipOptions _options;
    private readonly RumorMill _mill;
    private readonly List<(ushort Member, ushort Incarnation, long Period)> _suspicions = [];
    private readonly Queue<(uint Probe, ushort Asker, uint AskersProbe)> _relays = new();
    private readonly int _stride;
    private ushort _incarnation;
    private int _place;
    private long _period;
    private uint _probes;

    /// <summary>The probe of this period, and the one before, for which others were asked: whom, and whether there was an answer.</summary>
    private Probe _direct;
    private Probe _indirect;

    /// <summary>Makes a member.</summary>
    /// <param name="number">Its place in the roster.</param>
    /// <param name="roster">The addresses of all members: 2 to 65,535.</param>
    /// <param name="datagrams">Its socket.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="options">Times and counts.</param>
    public Member(ushort number, IReadOnlyList<IPEndPoint> roster, IDatagrams datagrams, TimeProvider time, GossipOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(roster.Count, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(roster.Count, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, roster.Count);
        Number = number;
        _roster = roster;
        _datagrams = datagrams;
        _time = time;
        _options = options ?? new GossipOptions();
        _mill = new RumorMill(roster.Count);
        _stride = StrideOf(number, roster.Count);
        _place = number;
    }

    /// <summary>Its place in the roster.</summary>
    public ushort Number { get; }

    /// <summary>What it believes of the others.</summary>
    public View View { get; } = new();

    /// <summary>How many messages it sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Is told whenever it believes something else of another member.</summary>
    public event Action<Rumor>? Learned;

    /// <summary>Takes part in the group until it is canceled, and closes the socket.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Task listening = ListenAsync();
        try
        {
            await ProbeAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The member leaves; the others will notice.
        }

        _datagrams.Dispose();
        await listening;
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[Message.MostBytes];
        for (int count = 0; count >= 0; count = await _datagrams.ReceiveAsync(buffer))
        {
            Take(buffer.AsSpan(0, count));
        }
    }

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        // Members that were started together do not speak all at once.
        await Task.Delay(_options.Period * ((Number * 0.618) % 1), _time, cancellationToken);
        using var timer = new PeriodicTimer(_options.Period, _time);
        do
        {
            _period++;
            Judge(_indirect);
            _indirect = _direct;
            AskOthers(_indirect);
            Bury();
            _direct = new Probe(++_probes, NextTarget(), Answered: false);
            Send(MessageKind.Probe, _direct.Target, _direct.Number, _direct.Target);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private void Take(ReadOnlySpan<byte> datagram)
    {
        if (!Message.TryRead(datagram, out Message message) || message.Sender >= _roster.Count)
        {
            return;
        }

        for (int i = 0; i < message.Rumors; i++)
        {
            Hear(message[i]);
        }

        switch (message.Kind)
        {
            case MessageKind.Probe:
                Send(MessageKind.Answer, message.Sender, message.Probe, Number);
                break;
            case MessageKind.Answer:
                TakeAnswer(message.Probe);
                break;
            case MessageKind.ProbeForMe when message.Target < _roster.Count:
                Relay(message);
                break;
        }
    }

    private void TakeAnswer(uint number)
    {
        if (number == _direct.Number)
        {
            _direct = _direct with { Answered = true };
        }
        else if (number == _indirect.Number)
        {
            _indirect = _indirect with { Answered = true };
        }
        else
        {
            PassOn(number);
        }
    }

    /// <summary>The answer to a probe that was made for another member is its.</summary>
    private void PassOn(uint number)
    {
        foreach ((uint probe, ushort asker, uint askersProbe) in _relays)
        {
            if (probe == number)
            {
                Send(MessageKind.Answer, asker, askersProbe, Number);
                return;
            }
        }
    }

    private void Relay(in Message message)
    {
        if (_relays.Count == MostRelays)
        {
            _relays.Dequeue();
        }

        _relays.Enqueue((++_probes, message.Sender, message.Probe));
        Send(MessageKind.Probe, message.Target, _probes, message.Target);
    }

    /// <summary>Who does not answer is probed by a few others: the fault may lie in between.</summary>
    private void AskOthers(Probe probe)
    {
        if (!probe.IsOpen)
        {
            return;
        }

        for (int i = 0; i < Math.Min(_options.Helpers, _roster.Count - 2); i++)
        {
            ushort helper = NextTarget();
            if (helper != probe.Target)
            {
                Send(MessageKind.ProbeForMe, helper, probe.Number, probe.Target);
            }
        }
    }

    /// <summary>Who did not answer, and not to others either, is suspect.</summary>
    private void Judge(Probe probe)
    {
        if (probe.IsOpen && View.Of(probe.Target) is { State: PeerState.Alive } known)
        {
            Believe(known with { State = PeerState.Suspect });
        }
    }

    /// <summary>Suspects whose time is over are dead.</summary>
    private void Bury()
    {
        while (_suspicions.Count > 0 && _suspicions[0].Period <= _period)
        {
            (ushort member, ushort incarnation, _) = _suspicions[0];
            _suspicions.RemoveAt(0);
            if (View.Of(member) == new Rumor(member, PeerState.Suspect, incarnation))
            {
                Believe(new Rumor(member, PeerState.Dead, incarnation));
            }
        }
    }

    private void Hear(Rumor rumor)
    {
        if (rumor.Member == Number)
        {
            Contradict(rumor);
        }
        else if (rumor.Member < _roster.Count && rumor.State <= PeerState.Dead)
        {
            Believe(rumor);
        }
    }

    /// <summary>A member knows best whether it is alive.</summary>
    private void Contradict(Rumor rumor)
    {
        if (rumor.Incarnation > _incarnation || (rumor.State != PeerState.Alive && rumor.Incarnation == _incarnation))
        {
            _incarnation = (ushort)(rumor.Incarnation + (rumor.State == PeerState.Alive ? 0 : 1));
            _mill.Add(new Rumor(Number, PeerState.Alive, _incarnation));
        }
    }

    private void Believe(Rumor rumor)
    {
        if (!View.Learn(rumor))
        {
            return;
        }

        _mill.Add(rumor);
        if (rumor.State == PeerState.Suspect)
        {
            _suspicions.Add((rumor.Member, rumor.Incarnation, _period + _options.SuspicionPeriods));
        }

        Learned?.Invoke(rumor);
    }

    /// <summary>The next member in the walk that is not taken for dead; now and then a dead one.</summary>
    private ushort NextTarget()
    {
        if (View.DeadCount > 0 && _period % _options.DeadProbeEvery == 0)
        {
            return View.DeadAt((int)(_period / _options.DeadProbeEvery));
        }

        for (int i = 0; i < _roster.Count; i++)
        {
            _place = (_place + _stride) % _roster.Count;
            if (_place != Number && View.StateOf((ushort)_place) != PeerState.Dead)
            {
                return (ushort)_place;
            }
        }

        return (ushort)((Number + 1) % _roster.Count);
    }

    private void Send(MessageKind kind, ushort to, uint probe, ushort target)
    {
        Span<Rumor> rumors = stackalloc Rumor[Message.MostRumors];
        Span<byte> bytes = stackalloc byte[Message.MostBytes];
        int count = 0;

        // Who is not taken for alive hears that first, to contradict it.
        if (View.Of(to) is { State: not PeerState.Alive } bad)
        {
            rumors[count++] = bad;
        }

        count += _mill.Take(rumors[count..]);
        _datagrams.Send(bytes[..Message.Write(bytes, kind, Number, probe, target, rumors[..count])], _roster[to]);
        Sent++;
    }

    /// <summary>A stride that leads through the whole roster, different from one member to the next.</summary>
    private static int StrideOf(int number, int count)
    {
        int stride = 1 + (int)(number * 2_654_435_761L % (count - 1));
        while (GreatestCommonDivisor(stride, count) != 1)
        {
            stride = (stride % (count - 1)) + 1;
        }

        return stride;
    }

    private static int GreatestCommonDivisor(int one, int other) => other == 0 ? one : GreatestCommonDivisor(other, one % other);

    /// <summary>A probe under way; number 0 is none.</summary>
    private readonly record struct Probe(uint Number, ushort Target, bool Answered)
    {
        public bool IsOpen => Number > 0 && !Answered;
    }
}
