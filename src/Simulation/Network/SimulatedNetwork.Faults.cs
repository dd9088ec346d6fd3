namespace Sim;

/// <content>How links behave, and faults that a test brings about.</content>
public sealed partial class SimulatedNetwork
{
    /// <summary>How every link between two hosts behaves that has no options of its own. It counts for packets that are sent from now on.</summary>
    /// <value>Default: a sound network.</value>
    public LinkOptions Links
    {
        get => _fabric.Links.Default;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _fabric.Links.Default = value;
        }
    }

    /// <summary>How streams bear with packets that are lost.</summary>
    /// <value>Default: as Linux does.</value>
    public TcpOptions Tcp
    {
        get => _fabric.Tcp;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _fabric.Tcp = value;
        }
    }

    /// <summary>The faults that last, oldest first.</summary>
    public IReadOnlyList<NetworkFault> Faults => _fabric.Faults();

    /// <summary>The link from one host to another, in this direction alone.</summary>
    /// <exception cref="ArgumentException">There is no such host, or both are the same.</exception>
    public NetworkLink Link(string from, string to) =>
        Different(from, to) is var (source, target) ? new NetworkLink(_fabric.Links, source, target) : null!;

    /// <summary>Cuts two hosts off from each other, in both directions: what they send to each other is lost.</summary>
    /// <exception cref="ArgumentException">There is no such host, or both are the same.</exception>
    public NetworkFault Partition(string one, string other) => Partition([one], [other]);

    /// <summary>Cuts groups of hosts off from one another, in both directions. Hosts in no group, and later ones, reach everybody.</summary>
    /// <param name="groups">Two groups or more.</param>
    /// <exception cref="ArgumentException">There are fewer groups, one is empty, a host is unknown, or it is in two groups.</exception>
    public NetworkFault Partition(params IReadOnlyList<string>[] groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return groups.Length >= 2
            ? Cut(PairShape.Between, static sides => $"partition: {string.Join(" | ", sides.Select(Braced))}", groups)
            : throw new ArgumentException("A partition has two groups of hosts or more. To cut one host off from all others use Isolate.", nameof(groups));
    }

    /// <summary>What one host sends to another is lost; the other direction is as it was.</summary>
    /// <exception cref="ArgumentException">There is no such host, or both are the same.</exception>
    public NetworkFault PartitionOneWay(string from, string to) => PartitionOneWay([from], [to]);

    /// <summary>What hosts of one group send to hosts of another is lost; the other direction is as it was.</summary>
    /// <exception cref="ArgumentException">A group is empty, a host is unknown, or it is in both groups.</exception>
    public NetworkFault PartitionOneWay(IReadOnlyList<string> from, IReadOnlyList<string> to) =>
        Cut(PairShape.Forth, static sides => $"one-way partition: {Braced(sides[0])} cannot reach {Braced(sides[1])}", from, to);

    /// <summary>Cuts a host off from all others, later ones too, in both directions.</summary>
    /// <exception cref="ArgumentException">There is no such host.</exception>
    public NetworkFault Isolate(string host) => Cut(PairShape.Around, static sides => $"isolated: {sides[0][0].Name}", [host]);

    /// <summary>Keeps what one host sends to another. In the end it is sent on, in order.</summary>
    /// <remarks>Up to 100,000 packets are kept; what is beyond is lost. To a stream that is silence, as a partition is: it may time out.</remarks>
    /// <exception cref="ArgumentException">There is no such host, or both are the same.</exception>
    public NetworkFault Hold(string from, string to) =>
        Begin(PairShape.Forth, holds: true, static sides => $"held: {sides[0][0].Name} to {sides[1][0].Name}", [from], [to]);

    /// <summary>Keeps whatever goes to and from these hosts, as a network interface that is stuck does. In the end it is sent on, in order.</summary>
    /// <remarks>As of <see cref="Hold"/>.</remarks>
    /// <exception cref="ArgumentException">There is none, or no such host.</exception>
    public NetworkFault Clog(params IReadOnlyList<string> hosts) => Begin(PairShape.Around, holds: true, static sides => $"clogged: {Braced(sides[0])}", hosts);

    /// <summary>
    /// Clogs a random half of some hosts one after another, and unclogs them one after another in another order: every combination of
    /// who hears whom occurs on the way. Which hosts, and both orders, are recorded draws of which 0 is "none" and "in order".
    /// </summary>
    /// <param name="over">How long it takes in all, in even steps: more than zero, up to 365 days.</param>
    /// <param name="hosts">Which hosts; none stands for all of the simulation.</param>
    /// <returns>What ends it, and undoes what is left of it.</returns>
    /// <exception cref="ArgumentException">There is no such host, or one is named twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The time is out of range.</exception>
    public IDisposable Swizzle(TimeSpan over, params IReadOnlyList<string> hosts)
    {
        if (over <= TimeSpan.Zero || over > TimeSpan.FromDays(365))
        {
            throw new ArgumentOutOfRangeException(nameof(over), over, "It takes more than zero and up to 365 days.");
        }

        ArgumentNullException.ThrowIfNull(hosts);
        _fabric.ThrowIfOver();
        return new Swizzling(this, _fabric, hosts.Count == 0 ? [.. _nodes] : Sides(hosts)[0], over);
    }

    /// <summary>Undoes all faults that last, oldest first. Links keep their options, and names what they stand for.</summary>
    public void Heal()
    {
        foreach (NetworkFault fault in _fabric.Faults())
        {
            fault.Dispose();
        }
    }

    /// <summary>Adds a rule about packets between hosts. It counts from now on, behind earlier rules and before all else.</summary>
    /// <returns>What takes the rule out again.</returns>
    public IDisposable AddRule(IPacketRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _fabric.ThrowIfOver();
        return Guarded(rule.Judge);
    }

    /// <summary>Adds a rule that is a function, as of <see cref="AddRule(IPacketRule)"/>.</summary>
    /// <returns>What takes the rule out again.</returns>
    public IDisposable AddRule(Func<Packet, Verdict> rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _fabric.ThrowIfOver();
        return Guarded(rule);
    }

    /// <summary>Clogs one host as a part of something greater.</summary>
    internal NetworkFault Clog(NetworkNode node) => Clog([node.Name]);

    private GuardedRule Guarded(Func<Packet, Verdict> rule)
    {
        var guard = new GuardedRule(_fabric, rule);
        _fabric.Add(guard);
        return guard;
    }

    private static string Braced(IReadOnlyList<NetworkNode> nodes) => nodes.Count == 1 ? nodes[0].Name : $"{{{Some(nodes)}}}";

    private (NetworkNode From, NetworkNode To) Different(string from, string to)
    {
        IReadOnlyList<NetworkNode>[] sides = Sides([from], [to]);
        return (sides[0][0], sides[1][0]);
    }

    private NetworkFault Cut(PairShape shape, Func<IReadOnlyList<NetworkNode>[], string> tell, params IReadOnlyList<string>[] groups) =>
        Begin(shape, holds: false, tell, groups);

    private NetworkFault Begin(PairShape shape, bool holds, Func<IReadOnlyList<NetworkNode>[], string> tell, params IReadOnlyList<string>[] groups)
    {
        _fabric.ThrowIfOver();
        IReadOnlyList<NetworkNode>[] sides = Sides(groups);
        return new NetworkFault(_fabric, new HostPairs(shape, _nodes.Count, sides), holds, tell(sides));
    }

    /// <summary>The hosts that are meant: each group has some, and no host is named twice.</summary>
    private IReadOnlyList<NetworkNode>[] Sides(params IReadOnlyList<string>[] groups)
    {
        HashSet<NetworkNode> named = [];
        return [.. groups.Select(group => group is { Count: > 0 }
            ? group.Select(Once).ToArray()
            : throw new ArgumentException("A group of hosts is empty: name at least one.", nameof(groups)))];

        NetworkNode Once(string name)
        {
            NetworkNode node = Get(name, nameof(groups));
            return named.Add(node) ? node
                : throw new ArgumentException($"The host \"{node.Name}\" is named twice: it cannot be on two sides, and reaches itself whatever happens.", nameof(groups));
        }
    }

    /// <summary>A rule that was added: the same one may be added twice, and each time is undone by itself.</summary>
    private sealed class GuardedRule(Fabric fabric, Func<Packet, Verdict> rule) : IPacketRule, IDisposable
    {
        public Verdict Judge(Packet packet) => rule(packet);

        public void Dispose() => fabric.Remove(this);
    }
}
