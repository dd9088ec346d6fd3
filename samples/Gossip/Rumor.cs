namespace Gossip;

/// <summary>A piece of news: what somebody believes of a member. A member alone raises its own incarnation, to contradict older news of itself.</summary>
public readonly record struct Rumor(ushort Member, PeerState State, ushort Incarnation)
{
    /// <summary>What everybody believes of everybody at first.</summary>
    public static Rumor Default(ushort member) => new(member, PeerState.Alive, 0);

    /// <summary>Whether it replaces another piece of news of the same member: a higher incarnation does, and of equal ones the worse.</summary>
    public bool Overrides(Rumor other) => Incarnation != other.Incarnation ? Incarnation > other.Incarnation : State > other.State;
}
