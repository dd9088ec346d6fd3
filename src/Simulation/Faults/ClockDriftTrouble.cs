namespace Sim;

/// <summary>A host's clocks run too fast or too slow for a while.</summary>
internal sealed class ClockDriftTrouble : ITrouble
{
    public FaultKinds Kind => FaultKinds.ClockDrift;

    public Action? Strike(TroubleScene scene)
    {
        if (scene.DrawHost() is not { } host)
        {
            return null;
        }

        host.Clock.Drift = scene.DrawPart(scene.Options.MostDrift);
        return () => host.Clock.Drift = 0;
    }
}
