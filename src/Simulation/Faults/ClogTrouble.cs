namespace Sim;

/// <summary>What goes to and from a host is kept back for a while.</summary>
internal sealed class ClogTrouble : ITrouble
{
    public FaultKinds Kind => FaultKinds.Clog;

    public Action? Strike(TroubleScene scene) =>
        scene.DrawHost(static _ => true) is { } host ? scene.World.Network.Clog(host.Name).Dispose : null;
}
