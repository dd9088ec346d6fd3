namespace Sim;

/// <summary>A host's clocks run too fast or too slow for a while.</summary>
internal sealed class ClockDriftTrouble : ITrouble
{
    public FaultKinds Kind => FaultKinds.ClockDrift;

    public bool IsSingle => false;

    public Action? Strike(TroubleScene scene)
    {
        if (scene.DrawHost(static host => host.IsRunning) is not { } host)
        {
            return null;
        }

        host.Clock.Drift = scene.DrawSigned(scene.Options.MostDrift);
        return () => host.Clock.Drift = 0;
    }
}
