namespace Sim;

/// <summary>A rule of the test's own about packets between hosts. See <see cref="SimulatedNetwork.AddRule(IPacketRule)"/>.</summary>
public interface IPacketRule
{
    /// <summary>
    /// Says what becomes of a packet. It is asked in the step that sends it, in the order in which the rules were added; the first that
    /// does not answer <see cref="Verdict.Pass"/> decides, before any fault or option of the network. It must be quick, and decide by the
    /// packet, by virtual time and by draws of the simulation only. What it throws fails the run.
    /// </summary>
    Verdict Judge(Packet packet);
}
