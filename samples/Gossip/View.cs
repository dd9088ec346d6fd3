namespace Gossip;

/// <summary>What a member believes of the others. Most are alive and were never anything else: only the rest takes memory.</summary>
public sealed class View
{
    private readonly Dictionary<ushort, Rumor> _exceptions = [];
    private readonly List<ushort> _dead = [];

    /// <summary>How many are taken for dead.</summary>
    public int DeadCount => _dead.Count;

    /// <summary>The newest news of a member.</summary>
    public Rumor Of(ushort member) => _exceptions.Count > 0 && _exceptions.TryGetValue(member, out Rumor rumor) ? rumor : Rumor.Default(member);

    /// <summary>What is believed of a member.</summary>
    public PeerState StateOf(ushort member) => Of(member).State;

    /// <summary>One of those that are taken for dead.</summary>
    public ushort DeadAt(int index) => _dead[index % _dead.Count];

    /// <summary>Takes news in.</summary>
    /// <returns>Whether they were news.</returns>
    public bool Learn(Rumor rumor)
    {
        Rumor known = Of(rumor.Member);
        if (!rumor.Overrides(known))
        {
            return false;
        }

        _exceptions[rumor.Member] = rumor;
        if (known.State == PeerState.Dead)
        {
            _dead.Remove(rumor.Member);
        }

        if (rumor.State == PeerState.Dead)
        {
            _dead.Add(rumor.Member);
        }

        return true;
    }
}
