using Sim.Capture;

namespace Sim;

/// <summary>
/// What lies between the hosts of one run. It is asked about each packet and does nothing by itself: the world owns time, and
/// runs what is on its way.
/// </summary>
internal sealed class Fabric(World world, RunOwner owner)
{
    /// <summary>How many latencies a draw chooses from, the least being the boring one.</summary>
    private const int Levels = 10;

    /// <summary>The latency within a host, which no draw decides.</summary>
    public static readonly TimeSpan Loopback = TimeSpan.FromMicroseconds(50);

    /// <summary>The longest latency that may be set.</summary>
    public static readonly TimeSpan MostLatency = TimeSpan.FromHours(1);

    private TimeSpan _min = TimeSpan.FromMilliseconds(0.5);
    private TimeSpan _max = TimeSpan.FromMilliseconds(5);

    /// <summary>The least latency between two hosts.</summary>
    public TimeSpan MinLatency
    {
        get => _min;
        set
        {
            _min = Checked(value);
            _max = _max < value ? value : _max;
        }
    }

    /// <summary>The greatest latency between two hosts.</summary>
    public TimeSpan MaxLatency
    {
        get => _max;
        set
        {
            _max = Checked(value);
            _min = _min > value ? value : _min;
        }
    }

    /// <summary>The virtual time.</summary>
    public long Now => world.Clock.Now;

    /// <summary>Whether the run is over: nothing may be sent any more.</summary>
    public bool IsOver => owner.IsRetired;

    /// <summary>Refuses code of a run that is over.</summary>
    public void ThrowIfOver()
    {
        if (IsOver)
        {
            throw new InvalidOperationException("This run is over: its network can be used only inside it. A static field or a singleton may have kept it.");
        }
    }

    /// <summary>Says what becomes of a packet.</summary>
    public Verdict Judge(NetworkNode from, NetworkNode to)
    {
        if (ReferenceEquals(from, to))
        {
            return Verdict.Deliver(Loopback.Ticks);
        }

        long range = (_max - _min).Ticks;
        int level = world.Draw(ChoiceDomain.Network, range == 0 ? 1 : Levels);
        long late = range * level / (Levels - 1);
        return Verdict.Deliver(_min.Ticks + late, late);
    }

    /// <summary>Sends a packet that stands for itself: no other waits for it, and it waits for none.</summary>
    public void Send(NetworkEvent packet)
    {
        if (!IsOver)
        {
            Verdict verdict = Judge(packet.Source, packet.Destination);
            packet.Late = verdict.Late;
            world.Schedule(packet, Now + verdict.After);
        }
    }

    /// <summary>Has something happen at a time that was judged before.</summary>
    public void Schedule(NetworkEvent happening, long time) => world.Schedule(happening, time);

    /// <summary>The host whose code calls.</summary>
    public NetworkNode CurrentNode => world.CurrentNode;

    /// <summary>What was delivered is part of the run's fingerprint.</summary>
    public void NoteDelivery(int bytes, ulong hash) => world.Trace.MixDelivery(bytes, hash);

    /// <summary>A host listens.</summary>
    public void NoteListening(NetworkNode node) => world.NoteListening(node);

    private static TimeSpan Checked(TimeSpan latency)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latency, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(latency, MostLatency);
        return latency;
    }
}
