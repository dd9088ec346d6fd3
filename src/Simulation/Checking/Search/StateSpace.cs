namespace Sim.Checking;

/// <summary>The states that a search comes by, as numbers: equal states have equal numbers.</summary>
internal abstract class StateSpace
{
    /// <summary>What <see cref="Step"/> says of a step that cannot be.</summary>
    public const int Impossible = -1;

    public const int Initial = 0;

    /// <summary>The state after an item, or <see cref="Impossible"/>.</summary>
    public abstract int Step(int state, int item);
}
