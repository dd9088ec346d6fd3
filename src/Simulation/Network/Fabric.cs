using Sim.Capture;

namespace Sim;

/// <summary>
/// What lies between the hosts of one run. It is asked about each packet and does nothing by itself: the world owns time, and
/// runs what is on its way.
/// </summary>
internal sealed partial class Fabric(World world, RunOwner owner)
{
    /// <summary>How many latencies a draw chooses from where no distribution is set, the least being the boring one.</summary>
    private const int Levels = 10;

    /// <summary>How many times a draw of jitter or of a reordered packet's delay chooses from.</summary>
    private const int FineLevels = 1_024;

    /// <summary>The latency within a host, which no draw decides.</summary>
    public static readonly TimeSpan Loopback = TimeSpan.FromMicroseconds(50);

    private readonly List<NetworkFault> _faults = [];
    private readonly List<IPacketRule> _rules = [];
    private TimeSpan _min = TimeSpan.FromMilliseconds(0.5);
    private TimeSpan _max = TimeSpan.FromMilliseconds(5);

    /// <summary>The least latency between two hosts.</summary>
    public TimeSpan MinLatency
    {
        get => _min;
        set
        {
            _min = LatencyDistribution.Check(value, nameof(MinLatency));
            _max = _max < value ? value : _max;
        }
    }

    /// <summary>The greatest latency between two hosts.</summary>
    public TimeSpan MaxLatency
    {
        get => _max;
        set
        {
            _max = LatencyDistribution.Check(value, nameof(MaxLatency));
            _min = _min > value ? value : _min;
        }
    }

    /// <summary>How links behave.</summary>
    public Links Links { get; } = new();

    /// <summary>How streams bear with what links do.</summary>
    public TcpOptions Tcp { get; set; } = new();

    /// <summary>The virtual time.</summary>
    public long Now => world.Clock.Now;

    /// <summary>The host on which the body of the test runs; what belongs to no host happens there.</summary>
    public NetworkNode Home => world.Network.Nodes[0];

    /// <summary>Whether the run is over: nothing may be sent any more.</summary>
    public bool IsOver => owner.IsRetired;

    /// <summary>Whether steps are told apart by what led to them, so that no two packets may be the same object.</summary>
    public bool Tracks => world.Tracks;

    /// <summary>Refuses code of a run that is over.</summary>
    public void ThrowIfOver()
    {
        if (IsOver)
        {
            throw new InvalidOperationException("This run is over: its network can be used only inside it. A static field or a singleton may have kept it.");
        }
    }

    /// <summary>A fault begins.</summary>
    public void Begin(NetworkFault fault)
    {
        _faults.Add(fault);
        world.Trace.Details?.BeginSpan(fault, world.CurrentStep, -1, fault.ToString());
    }

    /// <summary>A fault is over.</summary>
    public void End(NetworkFault fault)
    {
        _faults.Remove(fault);
        world.Trace.Details?.EndSpan(fault, world.CurrentStep);
    }

    /// <summary>The faults that last, oldest first.</summary>
    public NetworkFault[] Faults() => [.. _faults];

    /// <summary>Adds a rule behind those that there are.</summary>
    public void Add(IPacketRule rule) => _rules.Add(rule);

    /// <summary>Takes a rule out again.</summary>
    public void Remove(IPacketRule rule) => _rules.Remove(rule);

    /// <summary>Says what becomes of a packet, and has the trace tell of it.</summary>
    public Verdict Judge(NetworkNode from, NetworkNode to, PacketKind kind, int length = 0, ReadOnlySpan<byte> content = default)
    {
        if (ReferenceEquals(from, to))
        {
            return Verdict.Deliver(Loopback.Ticks, 0);
        }

        Verdict verdict = _rules.Count == 0 ? Verdict.Pass : AskRules(new Packet(from, to, kind, length, content));
        if (verdict.Kind == VerdictKind.Pass)
        {
            verdict = FaultOn(from, to) is { } fault ? ByFault(fault) : ByLink(from, to, kind, length);
        }

        if (verdict.Note != PacketNote.None)
        {
            Note(verdict.Note, from, to, length);
        }

        return verdict;
    }

    /// <summary>
    /// Whether nothing at all gets from one host to another at present, as far as is known without a packet: what a receiver's
    /// acknowledgments meet.
    /// </summary>
    public bool Severs(NetworkNode from, NetworkNode to) =>
        !ReferenceEquals(from, to) && (from.IsOff || to.IsOff || FaultOn(from, to) is not null || Links.Of(from, to).Loss == 1);

    /// <summary>Sends a packet that stands for itself: no other waits for it, and it waits for none.</summary>
    /// <returns>Whether it is on its way, or kept until it goes on.</returns>
    public bool Send(NetworkEvent packet, PacketKind kind)
    {
        if (IsOver)
        {
            return true;
        }

        Verdict verdict = Judge(packet.Source, packet.Destination, kind);
        return verdict.Delivers ? Launch(packet, verdict) : verdict.Keeper?.Keep(new HeldEvent(this, packet, kind)) ?? false;
    }

    /// <summary>Sends a packet of which it was said when it arrives.</summary>
    public bool Launch(NetworkEvent packet, Verdict verdict)
    {
        packet.Late = verdict.Late;
        world.Schedule(packet, Now + verdict.After);
        return true;
    }

    /// <summary>Has something happen at a time that was judged before.</summary>
    public void Schedule(NetworkEvent happening, long time) => world.Schedule(happening, time);

    /// <summary>The host whose code calls.</summary>
    public NetworkNode CurrentNode => world.CurrentNode;

    /// <summary>A recorded draw.</summary>
    public int Draw(int bound) => world.Draw(ChoiceDomain.Network, bound);

    /// <summary>A recorded draw of something with a probability.</summary>
    public bool DrawChance(double probability) => probability > 0 && world.DrawChance(ChoiceDomain.Network, probability);

    /// <summary>What was delivered is part of the run's fingerprint.</summary>
    public void NoteDelivery(int bytes, ulong hash) => world.Trace.MixDelivery(bytes, hash);

    /// <summary>The step that runs.</summary>
    public int CurrentStep => world.CurrentStep;

    /// <summary>A segment has arrived, where the trace keeps such things.</summary>
    public void NoteArrival(in Segment segment, NetworkNode source) => world.Trace.Details?.Sent.Add(
        new SentRecord(segment.Sent, world.CurrentStep, source.Index, segment.Length, segment.Kind, segment.Late));

    /// <summary>A host listens.</summary>
    public void NoteListening(NetworkNode node) => world.NoteListening(node);

    /// <summary>The trace tells of a packet.</summary>
    public void Note(PacketNote note, NetworkNode from, NetworkNode to, int bytes) =>
        world.Trace.AddPacket(new PacketRecord(world.CurrentStep, note, from.Index, to.Index, bytes));

    /// <summary>Keeps something of the calling program's for as long as its process lives.</summary>
    public void KeepAlive(object kept) => world.KeepAlive(kept);

    /// <summary>The trace tells of the network.</summary>
    public void Tell(string text) => world.Trace.AddLog(text, LineKind.Network);

    private Verdict AskRules(Packet packet)
    {
        for (int i = 0; i < _rules.Count; i++)
        {
            Verdict verdict = _rules[i].Judge(packet);
            if (verdict.Kind != VerdictKind.Pass)
            {
                return verdict;
            }
        }

        return Verdict.Pass;
    }

    /// <summary>The fault that a packet meets: one that loses it, else the oldest that keeps it.</summary>
    private NetworkFault? FaultOn(NetworkNode from, NetworkNode to)
    {
        NetworkFault? keeper = null;
        for (int i = 0; i < _faults.Count; i++)
        {
            NetworkFault fault = _faults[i];
            if (fault.Affects(from, to))
            {
                if (!fault.Holds)
                {
                    return fault;
                }

                keeper ??= fault;
            }
        }

        return keeper;
    }

    private static Verdict ByFault(NetworkFault fault) => fault.Holds ? Verdict.Hold(fault) : Verdict.Lose(PacketNote.CutOff);

    private Verdict ByLink(NetworkNode from, NetworkNode to, PacketKind kind, int length)
    {
        LinkOptions link = Links.Of(from, to);
        return link.IsSound ? Latency(link) : ByFaultyLink(link, from, to, kind, length);
    }

    private Verdict ByFaultyLink(LinkOptions link, NetworkNode from, NetworkNode to, PacketKind kind, int length)
    {
        long wait = link.Bandwidth == 0 ? 0 : Links.LineOf(from, to).Enqueue(length, link, Now);
        if (wait < 0 || DrawChance(link.LossOf(kind, length)))
        {
            return Verdict.Lose(wait < 0 ? PacketNote.Overflowed : PacketNote.Lost);
        }

        Verdict latency = Latency(link);
        long late = Fine(link.Jitter);
        bool isReordered = DrawChance(link.Reordering);
        late += isReordered ? Fine(link.ReorderingDelay) : 0;
        return Verdict.Deliver(latency.After + wait + late, latency.Late + late, isReordered ? PacketNote.Reordered : PacketNote.None);
    }

    private Verdict Latency(LinkOptions link)
    {
        if (link.Latency is { } distribution)
        {
            long after = distribution.At(Draw(distribution.Answers));
            return Verdict.Deliver(after, after - distribution.At(0));
        }

        long range = (_max - _min).Ticks;
        int level = Draw(range == 0 ? 1 : Levels);
        long late = range * level / (Levels - 1);
        return Verdict.Deliver(_min.Ticks + late, late);
    }

    private long Fine(TimeSpan most) => most == TimeSpan.Zero ? 0 : most.Ticks * Draw(FineLevels) / (FineLevels - 1);

    /// <summary>A packet that a fault keeps.</summary>
    private sealed class HeldEvent(Fabric fabric, NetworkEvent packet, PacketKind kind) : IHeld
    {
        public void GoOn() => fabric.Send(packet, kind);
    }
}
