namespace Sim;

/// <summary>A fault of the network that was brought about and lasts until it is undone. Undoing it undoes this one alone, whatever else is wrong.</summary>
/// <remarks>
/// It counts for packets that are sent while it lasts; what was on its way arrives. Several faults may bear on one link: a packet goes through
/// when none is left.
/// </remarks>
public sealed class NetworkFault : IDisposable
{
    /// <summary>The most packets that a fault keeps; what is beyond is lost.</summary>
    internal const int MostKept = 100_000;

    private readonly Fabric _fabric;
    private readonly HostPairs _pairs;
    private readonly Queue<IHeld> _kept = new();
    private readonly string _text;
    private Healing? _healing;

    internal NetworkFault(Fabric fabric, HostPairs pairs, bool holds, string text)
    {
        _fabric = fabric;
        _pairs = pairs;
        Holds = holds;
        _text = text;
        _fabric.Begin(this);
        _fabric.Tell(text);
    }

    /// <summary>Whether it lasts.</summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>Whether packets are kept, to be sent on in the end, instead of lost.</summary>
    internal bool Holds { get; }

    /// <summary>Undoes the fault. What it kept is sent on, in order, each packet with a latency of its own. Undoing it again does nothing.</summary>
    public void Dispose()
    {
        if (!IsActive)
        {
            return;
        }

        IsActive = false;
        _healing?.Disarm();
        _fabric.End(this);
        if (_fabric.IsOver)
        {
            return;
        }

        _fabric.Tell($"over: {_text}");
        while (_kept.TryDequeue(out IHeld? held))
        {
            held.GoOn();
        }
    }

    /// <summary>Has the fault undone after a while, unless that is done before.</summary>
    /// <param name="after">How much virtual time from now: from zero to 365 days. Said again, the last one counts.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public NetworkFault HealAfter(TimeSpan after)
    {
        if (after < TimeSpan.Zero || after > TimeSpan.FromDays(365))
        {
            throw new ArgumentOutOfRangeException(nameof(after), after, "A fault is undone after zero to 365 days of virtual time.");
        }

        if (IsActive && !_fabric.IsOver)
        {
            _healing?.Disarm();
            _healing = new Healing(this, _fabric.Home) { Source = _fabric.Home };
            _fabric.Schedule(_healing, _fabric.Now + after.Ticks);
        }

        return this;
    }

    /// <summary>The fault in words.</summary>
    public override string ToString() => _text;

    /// <summary>Whether it bears on what goes from one host to another.</summary>
    internal bool Affects(NetworkNode from, NetworkNode to) => _pairs.Has(from.Index, to.Index);

    /// <summary>Keeps something until the fault is over.</summary>
    internal bool Keep(IHeld held)
    {
        bool hasRoom = _kept.Count < MostKept;
        if (hasRoom)
        {
            _kept.Enqueue(held);
        }

        return hasRoom;
    }

    private sealed class Healing(NetworkFault fault, NetworkNode home) : NetworkEvent(home)
    {
        public override void Run() => fault.Dispose();
    }
}

/// <summary>What a fault keeps while it lasts.</summary>
internal interface IHeld
{
    /// <summary>The fault is over: it is sent anew.</summary>
    void GoOn();
}
