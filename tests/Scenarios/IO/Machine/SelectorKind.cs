namespace Sim.Scenarios.IO.Machine;

public enum SelectorKind
{
    /// <summary>That which a loop of this machine has unless told otherwise.</summary>
    Own,

    /// <summary>That of every system.</summary>
    Portable,
}
