namespace Sim.Transports;

/// <summary>Decides which of a listener's connections are let in, and keeps account of them. Called on the loop's thread.</summary>
public interface IConnectionKeeper
{
    /// <summary>A connection was accepted.</summary>
    /// <returns>False to reset it at once: no protocol is made for it.</returns>
    bool Admits();

    /// <summary>A connection is let in; its protocol is about to be told.</summary>
    void Attach(IStreamTransport transport);

    /// <summary>A connection that was let in is gone; its protocol was told.</summary>
    void Detach(IStreamTransport transport);
}
