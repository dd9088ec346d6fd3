using System.Net;
using Sim;

namespace Gossip.Simulations;

/// <summary>A group of members, each on a simulated host of its own, m0 and so on.</summary>
public sealed class Group
{
    private const int Port = 7_946;

    private readonly Member[] _members;
    private readonly SimulatedHost[] _hosts;

    /// <summary>Starts a group.</summary>
    public Group(Simulation sim, int count, GossipOptions? options = null)
    {
        _members = new Member[count];
        _hosts = new SimulatedHost[count];
        var roster = new IPEndPoint[count];
        for (int i = 0; i < count; i++)
        {
            ushort number = (ushort)i;
            _hosts[i] = sim.AddHost($"m{i}", host => RunAsync(sim, host, number, roster, options));
            roster[i] = new IPEndPoint(_hosts[i].Address, Port);
        }
    }

    /// <summary>How many members there are.</summary>
    public int Count => _members.Length;

    /// <summary>The hosts, in the order of the roster.</summary>
    public IReadOnlyList<SimulatedHost> Hosts => _hosts;

    /// <summary>The members; of one that was started again the new one.</summary>
    public IReadOnlyList<Member> Members => _members;

    /// <summary>How many messages were sent.</summary>
    public long Sent => _members.Sum(static member => member?.Sent ?? 0);

    /// <summary>Whether a member takes another for dead.</summary>
    public bool Buried(int by, int member) => _members[by].View.StateOf((ushort)member) == PeerState.Dead;

    /// <summary>Whether all who run believe what is so: who runs is alive, who does not is dead.</summary>
    public bool Agrees()
    {
        for (int by = 0; by < Count; by++)
        {
            for (int member = 0; member < Count && _hosts[by].IsRunning; member++)
            {
                PeerState believed = _members[by].View.StateOf((ushort)member);
                if (member != by && believed != (_hosts[member].IsRunning ? PeerState.Alive : PeerState.Dead))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private async Task RunAsync(Simulation sim, SimulatedHost host, ushort number, IPEndPoint[] roster, GossipOptions? options)
    {
        var member = new Member(number, roster, new SimulatedDatagrams(sim.Network.BindDatagram(Port)), host.Time, options);
        member.Learned += rumor => host.Log($"m{rumor.Member} is {rumor.State} ({rumor.Incarnation})");
        _members[number] = member;
        await member.RunAsync(host.Stopping);
    }
}
